package recht

// A Gemeentecode is a CBS code with its prefix: "GM0202".
type Gemeentecode string
