package main

// beschermBestanden does nothing: on Windows files follow the rights of the folder.
func beschermBestanden() {}
