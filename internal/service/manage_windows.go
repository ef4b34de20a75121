package service

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"github.com/kardianos/service"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc/eventlog"
	"golang.org/x/sys/windows/svc/mgr"
)

const onWindows = true

// findManager finds one on every Windows.
func findManager() error { return nil }

// failed: Windows knows no such state.
func failed(service.Service) bool { return false }

// Install makes the service known to Windows, or brings one that is installed
// into the same state, and closes the data folder to others. It does not start
// it.
func (m *Manager) Install() error {
	d := m.definition
	for _, path := range []string{d.Program, d.Config, d.DataDir} {
		if !filepath.IsAbs(path) {
			return unusable("%s is no absolute path: a service has no folder of its own to start from", path)
		}
	}
	state, err := m.State()
	if err != nil {
		return err
	}
	if state == NotInstalled {
		if err := d.foreign(); err != nil {
			return err
		}
		if err := told("install", m.service.Install()); err != nil {
			return err
		}
	}
	return told("set up", errors.Join(m.settle(), d.protect(), eventSource()))
}

// settle sets what the library cannot, and all of it for a service that was
// there before.
func (m *Manager) settle() error {
	manager, err := mgr.Connect()
	if err != nil {
		return fmt.Errorf("connect to the service control manager: %w", err)
	}
	defer func() { _ = manager.Disconnect() }()
	s, err := manager.OpenService(Name)
	if err != nil {
		return fmt.Errorf("open the service: %w", err)
	}
	defer s.Close()
	return errors.Join(
		m.unless("start it late, give it an identity of its own and describe it", s.UpdateConfig(m.definition.windows())),
		m.unless("start it again when it has failed", setRecovery(s)),
		m.unless("start it again when it ended with an error", s.SetRecoveryActionsOnNonCrashFailures(true)),
		m.unless("wait for an upload when the machine is shut down", setPreshutdown(s, m.definition)))
}

// unless keeps in mind what this Windows cannot do, and gives every other error.
func (m *Manager) unless(what string, err error) error {
	if errors.Is(err, windows.ERROR_INVALID_LEVEL) {
		m.unknown = append(m.unknown, what)
		return nil
	}
	return err
}

// windows is how the service is set up.
func (d Definition) windows() mgr.Config {
	ours := d.kardianos(true)
	return mgr.Config{
		ServiceType: windows.SERVICE_WIN32_OWN_PROCESS, StartType: mgr.StartAutomatic, DelayedAutoStart: startsLate, ErrorControl: mgr.ErrorNormal,
		BinaryPathName:   windows.ComposeCommandLine(append([]string{d.Program}, d.arguments()...)),
		ServiceStartName: windowsAccount, SidType: windows.SERVICE_SID_TYPE_UNRESTRICTED,
		DisplayName: ours.DisplayName, Description: ours.Description,
	}
}

func setRecovery(s *mgr.Service) error {
	var actions []mgr.RecoveryAction
	for _, delay := range recoveryDelays {
		actions = append(actions, mgr.RecoveryAction{Type: mgr.ServiceRestart, Delay: delay})
	}
	if err := s.SetRecoveryActions(actions, uint32(recoveryReset.Seconds())); err != nil {
		return fmt.Errorf("set when the service is started again: %w", err)
	}
	return nil
}

// setPreshutdown sets how long a shutdown of the machine waits for an upload.
func setPreshutdown(s *mgr.Service, d Definition) error {
	var info struct{ milliseconds uint32 } // SERVICE_PRESHUTDOWN_INFO
	info.milliseconds = uint32(d.preshutdown().Milliseconds())
	if err := windows.ChangeServiceConfig2(s.Handle, windows.SERVICE_CONFIG_PRESHUTDOWN_INFO, (*byte)(unsafe.Pointer(&info))); err != nil { // #nosec G103 -- Windows takes it as bytes
		return fmt.Errorf("set how long a shutdown waits for the service: %w", err)
	}
	return nil
}

// foreign refuses a data folder that somebody else has made, or that leads
// elsewhere.
func (d Definition) foreign() error {
	info, err := os.Lstat(d.DataDir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look at the data folder: %w", err)
	case !info.IsDir():
		return unusable("%s is no folder, or leads to another one: remove it, and install again", d.DataDir)
	}
	descriptor, err := windows.GetNamedSecurityInfo(d.DataDir, windows.SE_FILE_OBJECT, windows.OWNER_SECURITY_INFORMATION)
	if err != nil {
		return fmt.Errorf("find out whose %s is: %w", d.DataDir, err)
	}
	owner, _, err := descriptor.Owner()
	if err != nil {
		return fmt.Errorf("find out whose %s is: %w", d.DataDir, err)
	}
	installing, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return fmt.Errorf("find out who installs: %w", err)
	}
	if !mayOwn(owner.String(), installing.User.Sid.String()) {
		name, domain, _, err := owner.LookupAccount("")
		if err != nil {
			domain, name = "", owner.String() // of an account that is gone
		}
		return unusable("%s is there already, and %s made it: what is in it may be that account's, which could read all of it later. "+
			"Move the folder away, look into it, and install again. If it is an administrator's: takeown /A /R /F \"%s\"", d.DataDir, strings.TrimPrefix(domain+`\`+name, `\`), d.DataDir)
	}
	return nil
}

// protect makes the data folder and closes it to others.
func (d Definition) protect() error {
	if err := os.MkdirAll(d.DataDir, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	descriptor, err := windows.SecurityDescriptorFromString(dataAccess())
	if err != nil {
		return fmt.Errorf("describe who may open %s: %w", d.DataDir, err)
	}
	list, _, err := descriptor.DACL()
	if err != nil {
		return fmt.Errorf("describe who may open %s: %w", d.DataDir, err)
	}
	const what = windows.DACL_SECURITY_INFORMATION | windows.PROTECTED_DACL_SECURITY_INFORMATION
	if err := windows.SetNamedSecurityInfo(d.DataDir, windows.SE_FILE_OBJECT, what, nil, nil, list, nil); err != nil {
		return fmt.Errorf("set who may open %s: %w", d.DataDir, err)
	}
	return nil
}

// eventSource lets the Event Log show what the service writes there. An
// installer may have done it already: then it is the same.
func eventSource() error {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Services\EventLog\Application\`+Name, registry.QUERY_VALUE)
	if err == nil {
		return key.Close()
	}
	if err := eventlog.InstallAsEventCreate(Name, eventlog.Error|eventlog.Warning|eventlog.Info); err != nil {
		return fmt.Errorf("add the event source: %w", err)
	}
	return nil
}

// Uninstall stops the service and makes Windows forget it. All data and the
// configuration stay.
func (m *Manager) Uninstall() error {
	if err := m.Stop(); err != nil {
		return err
	}
	if err := eventSource(); err != nil { // the library removes it, and fails if it is not there
		return told("uninstall", err)
	}
	return told("uninstall", m.service.Uninstall())
}

// forbidden reports whether it takes an administrator.
func forbidden(err error) bool { return errors.Is(err, windows.ERROR_ACCESS_DENIED) }
