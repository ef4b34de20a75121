// Package packaging holds what makes lrsdrop a service of a machine: the unit
// for systemd. Packages ship these files, and lrsdrop service install writes
// the same.
package packaging

import _ "embed"

//go:embed systemd/lrsdrop.service
var unit string

// Unit is systemd/lrsdrop.service, as it goes into the folder of units.
func Unit() string { return unit }
