package main

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/needs"
)

// windows is a Windows as Debian's wine pretends it. What it cannot show is a
// service that runs: wine starts services in a session for people.
type windows struct {
	prefix string
	env    []string
}

const wine64 = "/usr/lib/wine/wine64"

// pretend makes an empty Windows.
func pretend(t *testing.T) *windows {
	t.Helper()
	if _, err := os.Stat(wine64); err != nil {
		needs.Missing(t, wine64+" (Debian: wine64) is missing")
	}
	w := &windows{prefix: filepath.Join(t.TempDir(), "prefix")}
	w.env = append(os.Environ(), "WINEPREFIX="+w.prefix, "WINEDEBUG=-all", "WINEDLLOVERRIDES=mscoree,mshtml=", "DISPLAY=")
	t.Cleanup(func() {
		stop := exec.Command(wine64, "wineboot", "--kill")
		stop.Env = w.env
		_ = stop.Run() // ends the processes of this Windows alone
	})
	if text, code := w.run(t, "wineboot", "--init"); code != 0 {
		t.Fatalf("wine does not start: %s", text)
	}
	w.random(t)
	w.stays(t)
	return w
}

// stays keeps one program there that waits for input, once what wine has started
// to set itself up has ended. Without any, wine ends its services after each
// program, and with the old ones still there what the new ones are told is lost.
func (w *windows) stays(t *testing.T) {
	t.Helper()
	ended := exec.Command(filepath.Join(filepath.Dir(wine64), "wineserver64"), "--wait")
	ended.Env = w.env
	if err := said(ended); err != nil {
		t.Fatal(err)
	}
	waits := w.command(context.Background(), "cmd")
	input, err := waits.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := waits.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = input.Close()
		_ = waits.Process.Kill()
		_ = waits.Wait()
	})
}

// random gives wine what Go takes random numbers from, and wine 8 lacks: a
// library that hands the call over to advapi32.
func (w *windows) random(t *testing.T) {
	t.Helper()
	const tools = "binutils-mingw-w64-x86-64"
	as, ld := needs.Program(t, "x86_64-w64-mingw32-as", tools), needs.Program(t, "x86_64-w64-mingw32-ld", tools)
	dir := t.TempDir()
	exports, empty := filepath.Join(dir, "prng.def"), filepath.Join(dir, "empty.o")
	if err := os.WriteFile(exports, []byte("LIBRARY bcryptprimitives.dll\nEXPORTS\n\tProcessPrng = advapi32.SystemFunction036\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	library := w.path(`C:\windows\system32\bcryptprimitives.dll`)
	for _, cmd := range []*exec.Cmd{
		exec.Command(as, "-o", empty, "/dev/null"),
		exec.Command(ld, "-shared", "--entry", "0", "-o", library, empty, exports),
	} {
		if err := said(cmd); err != nil {
			t.Fatal(err)
		}
	}
}

// path is where a file of C: is on this machine.
func (w *windows) path(name string) string {
	return filepath.Join(w.prefix, "drive_c", filepath.FromSlash(strings.ReplaceAll(strings.TrimPrefix(name, `C:\`), `\`, "/")))
}

func (w *windows) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, wine64, args...)
	cmd.Env, cmd.Dir = w.env, filepath.Dir(w.prefix)
	return cmd
}

// run gives what a program prints and its exit code. It prints to a file: what
// wine starts beside a program keeps a pipe open.
func (w *windows) run(t *testing.T, args ...string) (string, int) {
	t.Helper()
	return w.feed(t, "", args...)
}

// feed is run for a program that reads.
func (w *windows) feed(t *testing.T, input string, args ...string) (string, int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	out, err := os.CreateTemp(t.TempDir(), "said-")
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	in := filepath.Join(filepath.Dir(w.prefix), "input")
	if err := os.WriteFile(in, []byte(input), 0o600); err != nil {
		t.Fatal(err)
	}
	from, err := os.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	cmd := w.command(ctx, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = from, out, out
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(strings.ReplaceAll(string(read(t, out.Name())), "\r", "")), cmd.ProcessState.ExitCode()
}

// must is run for a program that ends well, and says so with these words.
func (w *windows) must(t *testing.T, words string, args ...string) {
	t.Helper()
	if text, code := w.run(t, args...); code != 0 || !strings.Contains(text, words) {
		t.Errorf("%s ends with %d and says\n%s\nwant %q", strings.Join(args, " "), code, text, words)
	}
}

// key is a key of the registry below HKEY_LOCAL_MACHINE, as reg prints it; ""
// when there is none.
func (w *windows) key(t *testing.T, name string) string {
	t.Helper()
	text, code := w.run(t, "reg", "query", `HKLM\`+name)
	if code != 0 {
		return ""
	}
	return text
}

func (w *windows) write(t *testing.T, name string, data []byte) {
	t.Helper()
	path := w.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const (
	program   = `C:\Program Files\lrsdrop\lrsdrop.exe`
	dataDir   = `C:\ProgramData\lrsdrop`
	trialFile = `C:\trial\lrsdrop.yaml`
	services  = `SYSTEM\CurrentControlSet\Services\`
)

// The program of the packages on a pretended Windows: the first configuration is
// where it is looked for and right, a dropped file is checked, and answered by a
// daemon that no second one can join, also when a virus scanner has the file open.
func TestF18_ProgramWorksOnWindowsAsFarAsWineGoes(t *testing.T) {
	t.Parallel()
	w := pretend(t)
	made := packages(t)
	w.write(t, program, read(t, made.program("windows", "lrsdrop")))
	w.write(t, dataDir+`\lrsdrop.yaml`, windowsPlaces.starter())
	w.must(t, made.version.text, program, "version")
	w.must(t, dataDir+`\lrsdrop.yaml is in order`, program, "check")
	w.serves(t)
}

// The MSI installs all of it, and takes it away again but for what an operator
// wrote.
func TestMSIInstallsUpgradesAndLeavesAsFarAsWineGoes(t *testing.T) {
	if os.Getenv("LRSDROP_LONG") != "1" {
		t.Skip("only with LRSDROP_LONG=1")
	}
	t.Parallel()
	w := pretend(t)
	made := packages(t)
	w.install(t, made.msi)
	w.must(t, made.version.text, program, "version")
	w.must(t, dataDir+`\lrsdrop.yaml is in order`, program, "check")
	if service := w.key(t, services+"lrsdrop"); !strings.Contains(service, program) || !strings.Contains(service, `NT SERVICE\lrsdrop`) {
		t.Errorf("the service is %q", service)
	}
	if source := w.key(t, services+`EventLog\Application\lrsdrop`); !strings.Contains(source, `\EventCreate.exe`) {
		t.Errorf("the event source is %q", source)
	}
	w.write(t, dataDir+`\lrsdrop.yaml`, []byte("# an operator's own\n"))
	newer := *made.product
	newer.version.core, newer.out = newer.version.next(), t.TempDir()
	newer.version.text = "v" + newer.version.core // another product for Windows
	msi, err := newer.msi(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.install(t, msi)
	w.must(t, made.version.text, program, "version")
	if text, code := w.run(t, "msiexec", "/x", msi, "/qn"); code != 0 {
		t.Errorf("removing it ends with %d: %s", code, text)
	}
	if _, err := os.Stat(w.path(program)); !os.IsNotExist(err) {
		t.Errorf("the program is still there: %v", err)
	}
	if service := w.key(t, services+"lrsdrop"); service != "" {
		t.Errorf("the service is still there: %s", service)
	}
	if got := string(read(t, w.path(dataDir+`\lrsdrop.yaml`))); got != "# an operator's own\n" {
		t.Errorf("the configuration is now %q", got)
	}
}

func (w *windows) install(t *testing.T, msi string) {
	t.Helper()
	if text, code := w.run(t, "msiexec", "/i", msi, "/qn"); code != 0 {
		t.Fatalf("msiexec ends with %d: %s", code, text)
	}
}

// serves has a daemon of the installed program answer a file of a trial. Its
// password is sealed.
func (w *windows) serves(t *testing.T) {
	t.Helper()
	trial := simulate(t, w.path(`C:\trial`))
	awards := read(t, filepath.Join("..", "..", "examples", "demo", "acme", "July-awards.csv"))
	w.write(t, `C:\July.csv`, awards)
	if text, code := w.run(t, program, "validate", "--config", trialFile, "--org", "acme", `C:\July.csv`); code != 0 || !strings.Contains(text, "10 rows read") {
		t.Errorf("validate ends with %d and says %s", code, text)
	}
	w.seal(t, "acme")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	daemon := w.command(ctx, program, "run", "--config", trialFile)
	daemon.Stdout, daemon.Stderr = log, log
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { stop(); _ = daemon.Wait() }()
	w.write(t, `C:\trial\inbox\acme\July.csv`, awards)
	outbox := filepath.Join(trial, "outbox", "acme")
	await := func(what string, done func() bool) {
		t.Helper()
		for end := time.Now().Add(2 * time.Minute); !done(); time.Sleep(50 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("not within two minutes: %s\n%s\n%s", what, read(t, log.Name()), listing(t, outbox))
			}
		}
	}
	says := func(file, words string) func() bool {
		return func() bool {
			return strings.Contains(string(readIfThere(filepath.Join(outbox, file+".status.json"))), words)
		}
	}
	await("an upload", says("July.csv", `"job_id":`))
	w.isScanned(t, awards, outbox, await, says)
	if text, code := w.run(t, program, "run", "--config", trialFile); code == 0 || !strings.Contains(text, "in use by another lrsdrop") {
		t.Errorf("a second daemon ends with %d and says %s", code, text)
	}
}

// isScanned is F18: a virus scanner has a file open, of which nothing is taken
// then, and an answer, which comes once it is let go.
func (w *windows) isScanned(t *testing.T, awards []byte, outbox string, await func(string, func() bool), says func(file, words string) func() bool) {
	t.Helper()
	const scanner = `C:\scanner.exe`
	build := exec.Command("go", "build", "-trimpath", "-o", w.path(scanner), "./testdata/scanner")
	build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	if err := said(build); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(awards), "\n")
	w.write(t, `C:\August.csv`, []byte(strings.Replace(lines[0]+lines[1], "\n10,", "\n1,", 1)+lines[2]+lines[4]))
	letGo := w.holds(t, scanner, `C:\trial\inbox\acme\August.csv`, `C:\August.csv`)
	w.write(t, `C:\trial\inbox\acme\Zebra.csv`, []byte("no,award\r\n1,2\r\n"))
	await("the answer to a file beside it", says("Zebra.csv", `"state": "refused"`))
	if text := readIfThere(filepath.Join(outbox, "August.csv.status.json")); text != nil {
		t.Errorf("a file that somebody has open was taken: %s", text)
	}
	letGo()
	await("an upload of the file that was held", says("August.csv", `"job_id":`))

	letGo = w.holds(t, scanner, `C:\trial\outbox\acme\August.csv.status.json`)
	await("the result of a file whose status is held", func() bool {
		return len(readIfThere(filepath.Join(outbox, "August.csv.result.csv"))) > 0
	})
	if says("August.csv", `"state": "done"`)() {
		t.Error("a file that somebody has open was replaced")
	}
	letGo()
	await("the status that was held", says("August.csv", `"state": "done"`))
	for _, name := range listing(t, outbox) {
		if !slices.ContainsFunc([]string{"July.csv.", "August.csv.", "Zebra.csv."}, func(base string) bool { return strings.HasPrefix(name, base) }) {
			t.Errorf("%s is left in the outbox", name)
		}
	}
}

// holds has a scanner open a file, with a content or as it is there.
func (w *windows) holds(t *testing.T, scanner string, args ...string) (letGo func()) {
	t.Helper()
	cmd := w.command(t.Context(), append([]string{scanner}, args...)...)
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "scanner")
	out, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(2 * time.Minute); !strings.Contains(string(read(t, log)), "has it"); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the scanner has no %v: %s", args, read(t, log))
		}
	}
	return func() {
		t.Helper()
		if err := input.Close(); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
}

func listing(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// seal puts the organisation's password into the configuration, sealed, and
// takes its file away.
func (w *windows) seal(t *testing.T, org string) {
	t.Helper()
	file := w.path(`C:\trial\secrets\` + org + ".password")
	sealed, code := w.feed(t, string(read(t, file)), program, "secret", "seal")
	if code != 0 || !strings.HasPrefix(sealed, "{sealed: ") {
		t.Fatalf("seal ends with %d and says %s", code, sealed)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	before := string(read(t, w.path(trialFile)))
	after := strings.Replace(before, "{file: secrets/"+org+".password}", sealed, 1)
	if after == before {
		t.Fatal("the trial has no password of " + org)
	}
	w.write(t, trialFile, []byte(after))
}

func readIfThere(path string) []byte {
	data, _ := os.ReadFile(path) // not yet
	return data
}

// simulate writes a trial and starts its simulator.
func simulate(t *testing.T, dir string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lrssim.Init(dir, lrssim.WithPort(n), lrssim.WithListen(""), lrssim.WithPolling(50*time.Millisecond, 200*time.Millisecond), lrssim.WithJobTimes(5*time.Second, 10*time.Second),
		lrssim.WithInboxes(50*time.Millisecond, 250*time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	simulator, err := lrssim.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	server, err := simulator.Start(address, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return dir
}
