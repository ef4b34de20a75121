package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/sftpsim"
)

type demoOptions struct {
	dir     string
	records int
	sftp    bool
}

// maxDemo keeps a file of the demo within what one file may have.
const maxDemo = 1_000_000

func newDemo(g *global) *cobra.Command {
	var opts demoOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "See it work on this machine, with a simulated LRS and invented learners",
		Long: "demo starts a simulated LRS and the daemon on this machine, drops five files of two organisations\n" +
			"into their inboxes, waits for the answers and says where they are. Nothing leaves this machine.\n" +
			"With --sftp the inboxes and outboxes are on an SFTP server, which it starts as well.",
		Example: "  lrsdrop demo\n  lrsdrop demo --sftp\n  lrsdrop demo --dir trial --records 10000",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runDemo(cmd.Context(), g, opts) },
	}
	cmd.Flags().StringVar(&opts.dir, "dir", "", "folder for everything it writes (default: a new temporary one, which is kept)")
	cmd.Flags().IntVar(&opts.records, "records", 0, "add so many good rows to each of the two CSV files of Acme Awarding")
	cmd.Flags().BoolVar(&opts.sftp, "sftp", false, "keep inboxes and outboxes on an SFTP server of this machine")
	return cmd
}

func runDemo(ctx context.Context, g *global, opts demoOptions) (err error) {
	if opts.records < 0 || opts.records > maxDemo {
		return usage(fmt.Errorf("--records is a number from 0 to %d", maxDemo))
	}
	stage, err := setStage(opts)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stage.close()) }()
	fmt.Fprintf(g.out, "A simulated LRS listens on %s. Nothing leaves this machine; every learner is invented.\n", stage.server.URL())
	if stage.sftp != nil {
		fmt.Fprintf(g.out, "An SFTP server with the inboxes and outboxes listens on %s.\n", stage.sftp.Addr())
	}
	fmt.Fprintf(g.out, "Everything is in %s\n\n", stage.dir)
	plays := demoFiles()
	began := time.Now()
	if err := stage.drop(ctx, plays, opts.records); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience(opts.records))
	defer cancel()
	if err := stage.watch(ctx, g, plays); err != nil {
		return err
	}
	return stage.summary(g, plays, time.Since(began))
}

// patience is how long the demo waits for its answers.
func patience(records int) time.Duration {
	return time.Minute + time.Duration(records)*2*time.Millisecond
}

// stage is a simulated LRS and a daemon on folders of their own.
type stage struct {
	dir     string
	fixture lrssim.Fixture
	server  *lrssim.Server
	sftp    *sftpsim.Server // nil without --sftp
	daemon  *daemon.Daemon
	log     *os.File
	stop    context.CancelFunc
	ended   chan error
}

func setStage(opts demoOptions) (s *stage, err error) {
	s = &stage{}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if s.dir, err = demoFolder(opts.dir); err != nil {
		return s, err
	}
	if err := s.simulate(opts.sftp); err != nil {
		return s, err
	}
	return s, s.serve()
}

func demoFolder(dir string) (string, error) {
	if dir == "" {
		return os.MkdirTemp("", "lrsdrop-demo-")
	}
	return filepath.Abs(dir)
}

// simulate writes what the demo needs and starts the simulator.
func (s *stage) simulate(onServer bool) error {
	address, port, err := freePort()
	if err != nil {
		return err
	}
	options := []lrssim.Option{
		lrssim.WithPort(port), lrssim.WithListen("127.0.0.1:0"), lrssim.WithAcceptAny(), lrssim.WithJobTimes(300*time.Millisecond, 700*time.Millisecond),
		lrssim.WithPolling(500*time.Millisecond, 2*time.Second), lrssim.WithInboxes(200*time.Millisecond, time.Second),
	}
	var server string
	if onServer {
		if server, _, err = freePort(); err != nil {
			return err
		}
		options = append(options, lrssim.WithSFTP(server))
	}
	s.fixture, err = lrssim.Init(s.dir, options...)
	if errors.Is(err, lrssim.ErrExists) {
		return usage(fmt.Errorf("%w. Choose an empty folder with --dir", err))
	}
	if err != nil {
		return err
	}
	simulator, err := lrssim.Load(s.dir)
	if err != nil {
		return err
	}
	if s.server, err = simulator.Start(address, ""); err != nil || !onServer {
		return err
	}
	return s.serveSFTP(server)
}

// freePort finds a port of this machine that nobody listens on.
func freePort() (address string, port int, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", 0, fmt.Errorf("find a free port: %w", err)
	}
	port = l.Addr().(*net.TCPAddr).Port
	return l.Addr().String(), port, l.Close()
}

// serve starts the daemon; its log goes to a file of the stage.
func (s *stage) serve() error {
	c, err := config.Load(s.fixture.Config)
	if err != nil {
		return err
	}
	if s.log, err = os.Create(filepath.Join(s.dir, "lrsdrop.log")); err != nil {
		return fmt.Errorf("make the log of the demo: %w", err)
	}
	// The daemon outlives the command's context, so that a stop is ours.
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.daemon, err = daemon.New(ctx, c, slog.New(slog.NewTextHandler(s.log, nil)), daemon.Options{Version: readBuild().Version})
	if err != nil {
		return err
	}
	s.ended = make(chan error, 1)
	go func() { s.ended <- s.daemon.Run(ctx) }()
	return nil
}

// close ends whatever was started.
func (s *stage) close() error {
	var errs []error
	if s.stop != nil {
		s.stop()
	}
	if s.ended != nil {
		errs = append(errs, <-s.ended)
	}
	if s.daemon != nil {
		errs = append(errs, s.daemon.Close())
	}
	if s.server != nil {
		errs = append(errs, s.server.Close())
	}
	if s.sftp != nil {
		errs = append(errs, s.sftp.Close())
	}
	if s.log != nil {
		errs = append(errs, s.log.Close())
	}
	return errors.Join(errs...)
}
