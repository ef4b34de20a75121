package config

import (
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"lrsdrop/internal/record"
	"lrsdrop/internal/secret"
)

// LRS's own limits (contract 2): ours can only be lower.
const (
	maxAchievements = 10_000
	maxLearners     = 5_000
)

const (
	day  = 24 * time.Hour
	year = 365 * day
)

// check looks at every value on its own; folders are looked at together once
// their paths are absolute.
func (c *Config) check(n *notes) {
	n.required("state_dir", c.StateDir, "the path of a folder that is the daemon's alone")
	n.duration("stop_grace", c.StopGrace, 0, time.Hour, "0s to 1h")
	checkListen(n, c.Listen)
	c.Remote.check(n)
	c.Log.check(n)
	c.Notices.check(n)
	c.Support.check(n)
	c.LRS.check(n)
	c.Files.check(n)
	c.Retention.check(n)
	if len(c.Organisations) == 0 {
		n.add("organisations", "Missing. Write at least one organisation, each after a hyphen, or name a folder with a file for each in organisations_dir.")
	}
	for i := range c.Organisations {
		c.Organisations[i].check(n, item("organisations", i), c.LRS.Environment)
	}
	c.checkUnique(n)
}

func (s Support) check(n *notes) {
	if s == (Support{}) {
		n.warn("support", "Nobody is named here. Reports will not say whom to ask.")
	}
	if p := record.Email(s.Email); s.Email != "" && p != nil && !p.Warning {
		n.add("support.email", "This is not an e-mail address. Write one like name@example.org.")
	}
	n.length("support.organisation", s.Organisation, 200)
	n.length("support.phone", s.Phone, 200)
	n.length("support.hours", s.Hours, 200)
}

func (l Log) check(n *notes) {
	oneOf(n, "log.format", l.Format, LogText, LogJSON)
	oneOf(n, "log.level", l.Level, LogDebug, LogInfo, LogWarn, LogError)
	between(n, "log.max_bytes", l.MaxBytes, 1<<20, 1<<30, "1048576 to 1073741824 bytes")
	between(n, "log.files", l.Files, 1, 1000, "1 to 1000 files")
	n.duration("log.keep", l.Keep, day, 10*year, "1d to 10y")
}

func (f Files) check(n *notes) {
	between(n, "files.max_bytes", f.MaxBytes, 1<<10, 1<<40, "1024 to 1099511627776 bytes")
	between(n, "files.max_rows", f.MaxRows, 1, 100_000_000, "1 to 100000000 rows")
	between(n, "files.max_entries", f.MaxEntries, 1, 10_000_000, "1 to 10000000 names")
	between(n, "files.min_free_bytes", f.MinFree, 0, 1<<50, "0 to 1125899906842624 bytes")
}

func (r Retention) check(n *notes) {
	n.duration("retention.learner_data", r.LearnerData, day, 10*year, "1d to 10y")
	n.duration("retention.audit", r.Audit, year, 100*year, "1y to 100y")
	n.duration("retention.uln_digests", r.ULNDigests, day, 20*year, "1d to 20y")
	if r.Audit < r.LearnerData {
		n.add("retention.audit", "It must not be shorter than retention.learner_data.")
	}
}

func (l LRS) check(n *notes) {
	oneOf(n, "lrs.environment", l.Environment, Simulator, Compatibility, Production)
	l.checkService(n, "lrs.learner_service", l.LearnerService)
	l.checkService(n, "lrs.achievement_service", l.AchievementService)
	l.checkProxy(n)
	l.ActionCodes.check(n)
	if l.Environment == Production && !l.ActionCodes.Confirmed {
		n.warn("lrs.action_codes.confirmed", "The action codes are not confirmed, so no achievement will be submitted "+
			"to production. Compare them with what LRS gave you, then write true.")
	}
	l.Poll.check(n, l.Environment)
	between(n, "lrs.limits.achievements", l.Limits.Achievements, 1, maxAchievements, "1 to 10000")
	between(n, "lrs.limits.learners", l.Limits.Learners, 1, maxLearners, "1 to 5000")
	between(n, "lrs.limits.single_verify_max", l.Limits.SingleVerifyMax, 0, 100, "0 to 100")
}

// checkService looks at a service's address. Without one the environment is
// the simulator, or wrong and told already. What it says repeats nothing of
// the address: a password may stand in it.
func (l LRS) checkService(n *notes, path, address string) {
	if address == "" {
		if l.Environment == Simulator {
			n.add(path, "Missing. Write the https address of the simulator. Only compatibility and production have a default.")
		}
		return
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		n.add(path, "This is not a web address. Write one such as https://HOST/LearnerService.svc.")
	case u.Scheme != "https":
		n.add(path, "LRS is called over https only. Write an address that starts with https://.")
	case u.User != nil:
		n.add(path, "The address has a user name or password in it. Take them out.")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		n.add(path, "Leave out everything from the question mark or hash sign on. ?wsdl and ?singleWsdl are for downloading only.")
	case strings.EqualFold(strings.TrimSuffix(u.Hostname(), "."), productionHost) && l.Environment != Production:
		n.add(path, "This is LRS's production service. It is only called with environment: production.")
	}
}

func (l LRS) checkProxy(n *notes) {
	l.checkProxyLogin(n)
	if l.Proxy == "" || l.Proxy == NoProxy {
		return
	}
	u, err := url.Parse(l.Proxy)
	switch {
	case err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5":
		n.add("lrs.proxy", `This is not the address of a proxy. Write one such as http://proxy.example.org:3128, "none" for none, or "" for what HTTPS_PROXY says.`)
	case u.User != nil:
		n.add("lrs.proxy", "The address has a user name or password in it. Take them out: they go to proxy_user and proxy_password.")
	}
}

func (l LRS) checkProxyLogin(n *notes) {
	user, password := l.ProxyUser, l.ProxyPassword
	if user != "" && (l.Proxy == "" || l.Proxy == NoProxy) {
		n.add("lrs.proxy_user", "Only the proxy of lrs.proxy has a user. Write its address there, or remove this.")
	}
	if strings.ContainsAny(user, ":\r\n") {
		n.add("lrs.proxy_user", "The name has a colon or a line end, which the user of a proxy cannot have.")
	}
	switch {
	case user == "" && !password.IsZero():
		n.add("lrs.proxy_password", "There is no proxy_user that it belongs to. Write one, or remove this.")
	case user != "" && password.IsZero():
		n.add("lrs.proxy_password", "Missing. Write where it is: %s.", secret.Forms)
	case user != "" && password.Problem() != "":
		n.add("lrs.proxy_password", "%s", password.Problem())
	}
}

func (a ActionCodes) check(n *notes) {
	between(n, "lrs.action_codes.award", a.Award, 0, 999, "0 to 999")
	between(n, "lrs.action_codes.withdraw", a.Withdraw, 0, 999, "0 to 999")
	between(n, "lrs.action_codes.reinstate", a.Reinstate, 0, 999, "0 to 999")
	if a.Award == a.Withdraw || a.Award == a.Reinstate || a.Withdraw == a.Reinstate {
		n.add("lrs.action_codes", "Two actions have the same number. Each needs its own.")
	}
}

func (p Poll) check(n *notes, e Environment) {
	if e == Simulator {
		n.duration("lrs.poll.first", p.First, time.Millisecond, day, "1ms to 24h")
	} else {
		n.duration("lrs.poll.first", p.First, 10*time.Second, day, "10s to 24h")
	}
	if !(p.Factor >= 1 && p.Factor <= 10) { // so that NaN is caught
		n.add("lrs.poll.factor", "Write a number from 1 to 10.")
	}
	n.duration("lrs.poll.max", p.Max, 0, day, "the time of first, up to 24h")
	if p.Max < p.First {
		n.add("lrs.poll.max", "It must not be shorter than lrs.poll.first.")
	}
	n.duration("lrs.poll.give_up", p.GiveUp, 0, 30*day, "the time of max, up to 30d")
	if p.GiveUp < p.Max {
		n.add("lrs.poll.give_up", "It must not be shorter than lrs.poll.max.")
	}
}

func (n *notes) required(path, value, what string) {
	if strings.TrimSpace(value) == "" {
		n.add(path, "Missing. Write %s.", what)
	}
}

// email takes what LRS's rule takes; what LRS perhaps no longer minds is only
// noted (contract 6.6).
func (n *notes) email(path, value string) {
	if value == "" {
		return
	}
	if p := record.Email(value); p != nil && p.Warning {
		n.warn(path, "%s %s", p.Message, p.Action)
	} else if p != nil {
		n.add(path, "%s %s", p.Message, p.Action)
	}
}

func (n *notes) length(path, value string, limit int) {
	if utf8.RuneCountInString(value) > limit {
		n.add(path, "The text is too long. It may have at most %d characters.", limit)
	}
}

func (n *notes) duration(path string, value, low, high time.Duration, words string) {
	between(n, path, value, low, high, words)
}

func between[T ~int | ~int64](n *notes, path string, value, low, high T, words string) {
	if value < low || value > high {
		n.add(path, "Out of range. Write %s.", words)
	}
}

func oneOf[T ~string](n *notes, path string, value T, choices ...T) {
	words := make([]string, len(choices))
	for i, choice := range choices {
		if value == choice {
			return
		}
		words[i] = string(choice)
	}
	last := len(words) - 1
	n.add(path, "Write %s or %s.", strings.Join(words[:last], ", "), words[last])
}
