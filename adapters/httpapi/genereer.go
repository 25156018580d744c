package httpapi

//go:generate go tool -modfile=../../.tools/go.mod oapi-codegen -config oapi-codegen.yaml -o api.gen.go openapi.yaml
