package service

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/packaging"
)

func definition() Definition {
	return Definition{
		Program: `C:\Program Files\lrsdrop\lrsdrop.exe`, Config: `C:\ProgramData\lrsdrop\lrsdrop.yaml`, DataDir: `C:\ProgramData\lrsdrop`,
		Unit: "[Unit]\n", StopGrace: 5 * time.Minute,
	}
}

func TestWindowsServiceHasItsOwnAccountAndStartsLate(t *testing.T) {
	c := definition().kardianos(true)
	if c.Name != "lrsdrop" || c.UserName != `NT SERVICE\lrsdrop` || c.Executable != definition().Program {
		t.Errorf("%+v", c)
	}
	if want := []string{"run", "--config", `C:\ProgramData\lrsdrop\lrsdrop.yaml`}; !slices.Equal(c.Arguments, want) {
		t.Errorf("arguments %q", c.Arguments)
	}
	if c.Option["StartType"] != "automatic" || !startsLate {
		t.Errorf("options %v", c.Option)
	}
}

func TestWindowsStartsAFailedServiceAgainAfterLongerAndLonger(t *testing.T) {
	if want := [...]time.Duration{5 * time.Second, 30 * time.Second, 5 * time.Minute}; recoveryDelays != want {
		t.Errorf("after %v", recoveryDelays)
	}
	if recoveryReset <= recoveryDelays[2] {
		t.Errorf("failures are forgotten after %v", recoveryReset)
	}
}

func TestWindowsWaitsLongerForAnUploadThanTheUploadMayTake(t *testing.T) {
	d := definition()
	d.StopGrace = time.Hour
	if got := d.preshutdown(); got <= time.Hour+10*time.Second { // all else ends within ten seconds
		t.Errorf("it waits %v", got)
	}
}

// The first is a service that every Windows has, with its well-known SID.
func TestSIDOfAServiceIsTheOneThatWindowsMakes(t *testing.T) {
	const trustedInstaller = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
	if got := serviceSID("TrustedInstaller"); got != trustedInstaller {
		t.Errorf("got %s", got)
	}
	if serviceSID("lrsdrop") != serviceSID("LRSDROP") {
		t.Error("the case of the name counts")
	}
}

func TestO4_DataFolderOnWindowsIsForTheServiceAdministratorsAndTheSystem(t *testing.T) {
	want := "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;" + serviceSID("lrsdrop") + ")"
	if got := dataAccess(); got != want {
		t.Errorf("got %s", got)
	}
}

func TestO4_DataFolderOnWindowsIsTakenFromNobodyElse(t *testing.T) {
	const me, another, users = "S-1-5-21-1-2-3-1001", "S-1-5-21-1-2-3-1002", "S-1-5-32-545"
	for owner, want := range map[string]bool{"S-1-5-18": true, "S-1-5-32-544": true, me: true, another: false, users: false, serviceSID(Name): false, "": false} {
		if got := mayOwn(owner, me); got != want {
			t.Errorf("%s: %t", owner, got)
		}
	}
	if mayOwn("", "") {
		t.Error("nobody may own it")
	}
}

func TestUnitIsGivenToSystemdAsItIs(t *testing.T) {
	if got := definition().kardianos(false); got.Option["SystemdScript"] != "[Unit]\n" || got.UserName != "" || len(got.Option) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestUnitAndInstallationMeanTheSamePlaces(t *testing.T) {
	unit := packaging.Unit()
	for _, line := range []string{
		"ExecStart=" + LinuxProgram + " run --config " + LinuxConfig, "User=" + linuxAccount, "StateDirectory=" + filepath.Base(linuxState), "ReadWritePaths=-" + writable[1],
	} {
		if !strings.Contains(unit, "\n"+line+"\n") {
			t.Errorf("the unit has no %s", line)
		}
	}
}

func TestFoldersOutsideTheUnitAreTold(t *testing.T) {
	for dir, want := range map[string]bool{"/var/lib/lrsdrop": true, "/var/lib/lrsdrop/state": true, "/srv/lrs/inbox": true, "/var/lib": false, "/var/lib/lrsdrop2": false, "/": false, "/srv/lrs/../x": false} {
		if got := MayWrite(dir); got != want {
			t.Errorf("%s: %v", dir, got)
		}
	}
	if !BelowHome("/home/mis/in") || BelowHome("/srv/home") {
		t.Error("what is below a home is told wrongly")
	}
}
