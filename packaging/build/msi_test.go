package main

import (
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lrsdrop/internal/needs"
)

// rows reads a table of the MSI back, with msitools. The key of a row is its
// first cell.
func rows(t *testing.T, msi, table string) map[string][]string {
	t.Helper()
	text, err := exec.Command(needs.Program(t, "msiinfo", "msitools"), "export", msi, table).Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for n, line := range strings.Split(strings.ReplaceAll(string(text), "\r", ""), "\n") {
		if n < 3 || line == "" {
			continue // titles, types and the table's own name
		}
		cells := strings.Split(line, "\t")
		all[cells[0]] = cells
	}
	return all
}

func TestMSIPutsEachFileInItsPlace(t *testing.T) {
	t.Parallel()
	made := packages(t)
	files, components, folders := rows(t, made.msi, "File"), rows(t, made.msi, "Component"), rows(t, made.msi, "Directory")
	places := map[string]string{} // name: folder
	for _, f := range files {
		_, long, both := strings.Cut(f[2], "|")
		if !both {
			long = f[2]
		}
		places[long] = components[f[1]][2]
		if key := components[f[1]][5]; key != f[0] {
			t.Errorf("the key of the component of %s is %s: Windows would not see that it is missing", long, key)
		}
	}
	for name, folder := range map[string]string{
		"lrsdrop.exe": "INSTALLDIR", "lrssim.exe": "INSTALLDIR", "README.md": "INSTALLDIR", "operator.md": "GUIDES",
		"status.schema.json": "SCHEMA", "lrsdrop.yaml": "DATADIR",
	} {
		if places[name] != folder {
			t.Errorf("%s goes to %q, want %s", name, places[name], folder)
		}
	}
	for id, want := range map[string]string{"INSTALLDIR": "ProgramFiles64Folder", "DATADIR": "CommonAppDataFolder", "GUIDES": "INSTALLDIR"} {
		if folders[id][1] != want {
			t.Errorf("folder %s is in %s, want %s", id, folders[id][1], want)
		}
	}
	// Never overwritten 128, kept at removal 16, 64 bits 256.
	if got := components["Configuration"][3]; got != "400" {
		t.Errorf("the configuration has attributes %s, want 400", got)
	}
	for id, c := range components {
		if id != "Configuration" && c[3] != "256" {
			t.Errorf("%s has attributes %s, want 256", id, c[3])
		}
	}
}

func TestMSIHasVersionUpgradesAndEventSource(t *testing.T) {
	t.Parallel()
	made := packages(t)
	properties, upgrades := rows(t, made.msi, "Property"), rows(t, made.msi, "Upgrade")
	core, err := made.version.windows()
	if err != nil {
		t.Fatal(err)
	}
	code := braced(upgradeCode)
	for name, want := range map[string]string{"ProductVersion": core, "UpgradeCode": code, "ALLUSERS": "1", "ProductCode": braced(made.version.id("product"))} {
		if properties[name][1] != want {
			t.Errorf("%s is %s, want %s", name, properties[name][1], want)
		}
	}
	if len(upgrades) != 1 || upgrades[code] == nil {
		t.Errorf("upgrades: %v", upgrades)
	}
	if _, found := rows(t, made.msi, "LaunchCondition")["NOT NEWER"]; !found {
		t.Error("an older version would replace a newer one")
	}
	source := map[string]string{}
	for _, r := range rows(t, made.msi, "Registry") {
		if r[1] != "2" || r[2] != `SYSTEM\CurrentControlSet\Services\EventLog\Application\lrsdrop` || r[5] != "clrsdrop.exe" {
			t.Errorf("registry: %v", r)
		}
		source[r[3]] = r[4]
	}
	if len(source) != 3 || source["EventMessageFile"] != `[System64Folder]EventCreate.exe` || source["TypesSupported"] != "#7" || source["CustomSource"] != "#1" {
		t.Errorf("the event source is %v", source)
	}
}

// The order decides whether an upload ends well in an upgrade, and whether the
// service is kept.
func TestMSIRunsTheServiceCommandsInOrder(t *testing.T) {
	t.Parallel()
	made := packages(t)
	actions, sequence := rows(t, made.msi, "CustomAction"), rows(t, made.msi, "InstallExecuteSequence")
	// A program of the package 18, deferred 1024, not as the user 2048, its
	// failure does not count 64.
	for id, want := range map[string][]string{
		"StopService": {"3154", "lrsdrop.exe", "service stop"}, "UninstallService": {"3154", "lrsdrop.exe", "service uninstall"},
		"InstallService": {"3090", "lrsdrop.exe", "service install"}, "StartService": {"3154", "lrsdrop.exe", "service start"},
	} {
		if got := actions[id]; got == nil || !slices.Equal(got[1:4], want) {
			t.Errorf("%s is %v, want %v", id, got, want)
		}
	}
	for id, want := range map[string]string{
		"StopService": `REMOVE="ALL" AND UPGRADINGPRODUCTCODE`, "UninstallService": `REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE`,
		"InstallService": `NOT REMOVE="ALL"`, "StartService": `OLDER AND NOT REMOVE="ALL"`,
	} {
		if sequence[id][1] != want {
			t.Errorf("%s is done when %s, want %s", id, sequence[id][1], want)
		}
	}
	last := 0
	for _, id := range []string{
		"FindRelatedProducts", "LaunchConditions", "CostFinalize", "InstallInitialize", "RemoveExistingProducts", "StopService", "UninstallService", "RemoveRegistryValues", "RemoveFiles",
		"InstallFiles", "WriteRegistryValues", "InstallService", "StartService", "InstallFinalize",
	} {
		if sequence[id] == nil {
			t.Fatalf("%s is not done", id)
		}
		n, err := strconv.Atoi(sequence[id][2])
		if err != nil || n <= last {
			t.Errorf("%s is number %s, after %d", id, sequence[id][2], last)
		}
		last = n
	}
}
