package main

import (
	"cmp"
	"context"
	"debug/buildinfo"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/CycloneDX/cyclonedx-go"
	"github.com/google/uuid"
)

func (p *product) linuxModules(context.Context) (string, error)   { return p.modules("linux") }
func (p *product) windowsModules(context.Context) (string, error) { return p.modules("windows") }

// modules writes what the programs of a system are made of, as the compiler has
// noted it in them (CycloneDX 1.6).
func (p *product) modules(system string) (target string, err error) {
	parts := map[string]cyclonedx.Component{}
	for _, name := range []string{"lrsdrop", "lrssim"} {
		info, err := buildinfo.ReadFile(p.program(system, name))
		if err != nil {
			return "", fmt.Errorf("reading the modules of %s: %w", name, err)
		}
		addModules(parts, info)
	}
	target = filepath.Join(p.out, fmt.Sprintf("lrsdrop-%s-%s.cdx.json", p.version.linux(), system))
	file, err := os.Create(target)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	encoder := cyclonedx.NewBOMEncoder(file, cyclonedx.BOMFileFormatJSON).SetPretty(true)
	return target, encoder.EncodeVersion(p.bill(system, parts), cyclonedx.SpecVersion1_6)
}

func addModules(parts map[string]cyclonedx.Component, info *buildinfo.BuildInfo) {
	std := strings.TrimPrefix(info.GoVersion, "go")
	parts["std"] = component("std", std)
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		parts[m.Path] = component(m.Path, m.Version)
	}
}

func component(path, version string) cyclonedx.Component {
	url := "pkg:golang/" + path + "@" + version
	return cyclonedx.Component{
		BOMRef: url, Type: cyclonedx.ComponentTypeLibrary, Name: path, Version: version, PackageURL: url,
		Scope: cyclonedx.ScopeRequired,
	}
}

func (p *product) bill(system string, parts map[string]cyclonedx.Component) *cyclonedx.BOM {
	all := slices.SortedFunc(maps.Values(parts), func(a, b cyclonedx.Component) int { return cmp.Compare(a.Name, b.Name) })
	var needs []string
	for _, c := range all {
		needs = append(needs, c.BOMRef)
	}
	b := cyclonedx.NewBOM()
	b.SerialNumber = "urn:uuid:" + p.version.id("modules of "+system).String()
	b.Metadata = &cyclonedx.Metadata{
		Timestamp: p.version.when.Format(time.RFC3339),
		Component: &cyclonedx.Component{
			BOMRef: "lrsdrop", Type: cyclonedx.ComponentTypeApplication, Name: "lrsdrop", Version: p.version.text,
			Description: "lrsdrop and lrssim for " + system + " on amd64",
		},
	}
	b.Components = &all
	b.Dependencies = &[]cyclonedx.Dependency{{Ref: "lrsdrop", Dependencies: &needs}}
	return b
}

// upgradeCode is what all versions of the MSI have in common. It never changes:
// Windows knows by it what an upgrade replaces.
var upgradeCode = uuid.MustParse("6d2b1e0b-7b1c-5d3a-9c52-0e6a4e9d7f10")

// id is a number for something of this version, the same each time.
func (v version) id(of string) uuid.UUID {
	return uuid.NewSHA1(upgradeCode, []byte(v.text+" "+v.when.Format(time.RFC3339)+" "+of))
}
