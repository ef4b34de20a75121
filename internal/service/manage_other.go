//go:build !windows

package service

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"strings"

	"github.com/kardianos/service"
)

const onWindows = false

// Units of systemd: ours, and where a package puts its own.
const unitFile = "/etc/systemd/system/lrsdrop.service"

var packagedUnits = [...]string{"/usr/lib/systemd/system/lrsdrop.service", "/lib/systemd/system/lrsdrop.service"}

// findManager looks whether systemd runs this machine, as sd_booted(3) does.
func findManager() error {
	if _, err := os.Stat("/run/systemd/system"); err == nil {
		return nil
	}
	first, err := os.ReadFile("/proc/1/comm")
	name := strings.TrimSpace(string(first))
	if err != nil || name == "" {
		name = "another program"
	}
	return &NoManager{"systemd does not run this machine: its first process is " + name + ". " +
		"Have whatever starts programs here run: lrsdrop run --config " + LinuxConfig + ", " +
		"and stop it with SIGTERM, with more time than stop_grace of the configuration"}
}

// forbidden: systemctl says itself who may do it.
func forbidden(error) bool { return false }

// failed reports whether systemd has given the service up.
func failed(service.Service) bool {
	return exec.Command("systemctl", "is-failed", "--quiet", Name+".service").Run() == nil
}

// Install makes the service known to systemd, to start with the machine. It
// does not start it. A unit that a package has brought is used as it is.
func (m *Manager) Install() error {
	if err := m.mayInstall(); err != nil {
		return err
	}
	if _, err := user.Lookup(linuxAccount); err != nil {
		if err := addAccount(); err != nil {
			return err
		}
	}
	there, err := os.ReadFile(unitFile)
	switch {
	case packaged() && errors.Is(err, fs.ErrNotExist), err == nil && string(there) == m.definition.Unit:
		return told("enable", systemctl("enable", Name+".service"))
	case err == nil:
		return unusable("%s is another unit than that of this program. Take it away first with lrsdrop service uninstall; "+
			"what you have changed in it belongs in a drop-in: systemctl edit lrsdrop", unitFile)
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("look for the unit: %w", err)
	}
	return told("install", m.service.Install())
}

func (m *Manager) mayInstall() error {
	switch {
	case os.Geteuid() != 0:
		return unusable("only root may do this: use sudo")
	case m.definition.Program != LinuxProgram:
		return unusable("this program is %s, and the service starts %s. Put it there first: install -m 0755 %s %s",
			m.definition.Program, LinuxProgram, m.definition.Program, LinuxProgram)
	case m.definition.Config != LinuxConfig:
		return unusable("the service has its configuration at %s, and nowhere else: leave out --config and LRSDROP_CONFIG", LinuxConfig)
	}
	return nil
}

// addAccount makes the account that the unit names, as packages do.
func addAccount() error {
	line := fmt.Sprintf("u %s - %q %s\n", linuxAccount, linuxAccount, linuxState)
	cmd := exec.Command("systemd-sysusers", "-")
	cmd.Stdin = strings.NewReader(line)
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("add the account %s: %w: %s", linuxAccount, err, bytes.TrimSpace(said))
	}
	return nil
}

func packaged() bool {
	for _, path := range packagedUnits {
		if _, err := os.Stat(path); err == nil {
			return true
		}
	}
	return false
}

// Uninstall stops the service and makes systemd forget it. All data, the
// account and the configuration stay.
func (m *Manager) Uninstall() error {
	if os.Geteuid() != 0 {
		return unusable("only root may do this: use sudo")
	}
	if _, err := os.Stat(unitFile); errors.Is(err, fs.ErrNotExist) {
		if packaged() {
			return unusable("a package has brought the service: remove the package")
		}
		return ErrNotInstalled
	}
	if err := told("stop", m.service.Stop()); err != nil {
		return err
	}
	return told("uninstall", m.service.Uninstall())
}

func systemctl(args ...string) error {
	if said, err := exec.Command("systemctl", args...).CombinedOutput(); err != nil { // #nosec G204 -- the arguments are our own words
		return fmt.Errorf("systemctl %s: %w: %s", strings.Join(args, " "), err, bytes.TrimSpace(said))
	}
	return nil
}
