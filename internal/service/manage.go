package service

import (
	"errors"
	"fmt"

	"github.com/kardianos/service"
)

// State is what the service is doing.
type State string

// The states of a service.
const (
	NotInstalled State = "not_installed"
	Stopped      State = "stopped"
	Running      State = "running"
	Failed       State = "failed" // it ended with an error; systemd only
)

// Manager is the service manager of this machine, to install and control the
// service with.
type Manager struct {
	definition Definition
	service    service.Service
	unknown    []string
}

// Unknown lists what this machine's manager cannot do for the service that was
// just installed, and those of today can.
func (m *Manager) Unknown() []string { return m.unknown }

// ErrNotInstalled says that there is no service to control.
var ErrNotInstalled = errors.New("the service is not installed")

// Unusable says why the service cannot be installed or controlled like this, and
// what to do. Nothing was changed.
type Unusable struct{ Reason string }

func (e *Unusable) Error() string { return e.Reason }

func unusable(format string, args ...any) error {
	return &Unusable{fmt.Sprintf(format, args...)}
}

// NewManager finds the machine's service manager. [*NoManager] says that it has
// none that can be used.
func NewManager(d Definition) (*Manager, error) {
	if err := findManager(); err != nil {
		return nil, err
	}
	s, err := service.New(nil, d.kardianos(onWindows))
	if err != nil {
		return nil, fmt.Errorf("describe the service: %w", err)
	}
	return &Manager{definition: d, service: s}, nil
}

// NoManager says that the machine has no service manager that can be used.
type NoManager struct{ Reason string }

func (e *NoManager) Error() string { return e.Reason }

// State asks what the service is doing.
func (m *Manager) State() (State, error) {
	status, err := m.service.Status()
	switch {
	case errors.Is(err, service.ErrNotInstalled):
		return NotInstalled, nil
	case err != nil && failed(m.service):
		return Failed, nil
	case err != nil:
		return "", fmt.Errorf("ask for the state of the service: %w", err)
	case status == service.StatusRunning:
		return Running, nil
	}
	return Stopped, nil
}

// Start starts the service. One that runs is left alone.
func (m *Manager) Start() error {
	state, err := m.installed()
	if err != nil || state == Running {
		return err
	}
	return told("start", m.service.Start())
}

// Stop stops the service and waits until it has: an upload that is being sent
// keeps its time.
func (m *Manager) Stop() error {
	state, err := m.installed()
	if err != nil || state != Running {
		return err
	}
	return told("stop", m.service.Stop())
}

// Restart stops the service if it runs, and starts it.
func (m *Manager) Restart() error {
	if err := m.Stop(); err != nil {
		return err
	}
	return m.Start()
}

func (m *Manager) installed() (State, error) {
	state, err := m.State()
	if err == nil && state == NotInstalled {
		err = ErrNotInstalled
	}
	return state, err
}

// told says what failed, and who may do it when it was forbidden.
func told(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case forbidden(err):
		return unusable("only administrators may %s the service: open the command prompt with Run as administrator", what)
	}
	return fmt.Errorf("%s the service: %w", what, err)
}
