package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"lrsdrop/internal/lrssim"

	"github.com/spf13/cobra"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	listen, admin string
	allowRemote   bool
}

func newServe() *cobra.Command {
	var opts serveOptions
	cmd := &cobra.Command{
		Use:   "serve DIR",
		Short: "Serve both services until interrupted",
		Long: "serve answers for the organisations of DIR, which init wrote. Each call needs a client certificate\n" +
			"from DIR/secrets. What it learns is forgotten when it stops. On the admin port: GET /requests (with\n" +
			"?rows=1 also a digest of each row), GET /jobs, POST /faults, POST /reset.",
		Example: "  lrssim serve trial\n  lrssim serve trial --listen 127.0.0.1:9443 --admin \"\"",
		Args:    oneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			return serve(cmd.Context(), cmd, args[0], opts)
		},
	}
	cmd.Flags().StringVar(&opts.listen, "listen", "127.0.0.1:8443", "address of the services")
	cmd.Flags().StringVar(&opts.admin, "admin", "127.0.0.1:8444", `address of the admin port; "" = none`)
	cmd.Flags().BoolVar(&opts.allowRemote, "allow-remote", false, "allow addresses that other machines can reach; nothing guards the admin port")
	return cmd
}

func serve(ctx context.Context, cmd *cobra.Command, dir string, opts serveOptions) error {
	sim, err := lrssim.Load(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is no trial: %w. Write one with lrssim init %s", dir, err, dir)
	}
	if err != nil {
		return classify(err)
	}
	if opts.allowRemote {
		sim.AllowRemote()
	}
	server, err := sim.Start(opts.listen, opts.admin)
	if err != nil {
		return classify(err)
	}
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "Simulated LRS, nothing is recorded at the real service.\n%s?wsdl\n%s?wsdl\n", server.LearnerService(), server.AchievementService())
	if server.AdminURL() != "" {
		fmt.Fprintf(out, "admin port %s\n", server.AdminURL())
	}
	if seed, on := sim.Seed(); on {
		fmt.Fprintf(out, "random faults are on, seed %d\n", seed)
	}
	failed := server.Wait(ctx)
	return classify(errors.Join(failed, server.Close()))
}
