// Package config turns one YAML file, and one for each organisation beside it,
// into one complete, checked value. It stands before the way of any file: the
// daemon is built from what Load gives, and goes on with what Reload gives.
//
// Rules of the package: every default is filled in before the file is decoded,
// so a Config has no unset key; every path in it is absolute; every problem of
// the file is told at once, each with its YAML path; a problem's words never
// quote a secret. A Config is not changed after Load, and neither Load nor a
// Config opens a secret or a certificate until it is asked to
// ([Organisation.Credentials], [Organisation.Identity], [SFTP.Login]).
//
// A problem inside one organisation suspends that organisation and no other.
// A problem elsewhere stops the load.
package config

import (
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/secret"
)

// Config is the whole configuration.
type Config struct {
	File     string   `yaml:"-"` // the file it was read from, absolute
	Problems Problems `yaml:"-"` // warnings, and the problems of suspended organisations

	StateDir      string         `yaml:"state_dir"`   // the daemon's own folder: store, spool, lock
	AuditHeads    string         `yaml:"audit_heads"` // file that the end of the audit is written to; default beside StateDir, "" means none
	Journal       string         `yaml:"journal"`     // file that each upload is written to before it is sent; default beside StateDir, "" means none
	StopGrace     time.Duration  `yaml:"stop_grace"`  // how long a stop waits for a submit already being sent
	Listen        string         `yaml:"listen"`      // loopback address and port of health and metrics; port 0: any free one; "" means none
	Remote        Remote         `yaml:"remote"`      // where other machines may ask for them
	Log           Log            `yaml:"log"`
	Notices       Notices        `yaml:"notices"` // who is told of what needs a person
	Support       Support        `yaml:"support"`
	LRS           LRS            `yaml:"lrs"`
	Files         Files          `yaml:"files"`
	Retention     Retention      `yaml:"retention"`
	Organisations []Organisation `yaml:"organisations"` // in the file's order, then those of OrganisationsDir by the names of their files; suspended ones included

	OrganisationsDir string `yaml:"organisations_dir"` // folder with a file for each further organisation; "" means none
}

// Log says where lrsdrop run writes its log, and how.
type Log struct {
	Format   LogFormat     `yaml:"format"`
	Level    LogLevel      `yaml:"level"`
	File     string        `yaml:"file"`      // "" means the standard error, and for a service of Windows logs/lrsdrop.log beside the configuration
	MaxBytes int64         `yaml:"max_bytes"` // of one file, in whole MiB; then a new one begins
	Files    int           `yaml:"files"`     // full files that are kept
	Keep     time.Duration `yaml:"keep"`      // how long full files are kept, in whole days
}

// LogFormat is how a line of the log is written.
type LogFormat string

// The values of log.format.
const (
	LogText LogFormat = "text"
	LogJSON LogFormat = "json"
)

// LogLevel is the least severe that is logged.
type LogLevel string

// The values of log.level.
const (
	LogDebug LogLevel = "debug"
	LogInfo  LogLevel = "info"
	LogWarn  LogLevel = "warn"
	LogError LogLevel = "error"
)

// Support is whom a clerk asks; it stands in every report (O12). Empty parts
// are left out there.
type Support struct {
	Organisation string `yaml:"organisation"`
	Email        string `yaml:"email"`
	Phone        string `yaml:"phone"`
	Hours        string `yaml:"hours"`
}

// Files bounds what is read from an inbox, and when.
type Files struct {
	MaxBytes   int64 `yaml:"max_bytes"`   // of one file
	MaxRows    int64 `yaml:"max_rows"`    // of one file
	MaxEntries int   `yaml:"max_entries"` // names of one inbox that one scan looks at

	MinFree int64 `yaml:"min_free_bytes"` // room on each disk below which no new file is taken; 0 means no limit
}

// Retention is how long what is kept of a file stays, from the end of that file
// on (O4).
type Retention struct {
	LearnerData time.Duration `yaml:"learner_data"` // rows, outcomes and copies of the file, here and in the archive
	Audit       time.Duration `yaml:"audit"`        // who did what for whom, without learners' details
	ULNDigests  time.Duration `yaml:"uln_digests"`  // which file carried which ULN, for lrsdrop audit find; from the day it came
}

// Environment says which LRS the daemon speaks to.
type Environment string

// The environments of contract 1.1, and our simulator.
const (
	Simulator     Environment = "simulator"
	Compatibility Environment = "compatibility"
	Production    Environment = "production"
)

// LRS is the other end of every call.
type LRS struct {
	Environment        Environment `yaml:"environment"`
	LearnerService     string      `yaml:"learner_service"`     // https URL; default from the environment
	AchievementService string      `yaml:"achievement_service"` // likewise
	CAFile             string      `yaml:"ca_file"`             // PEM; "" means the machine's own roots
	Proxy              string      `yaml:"proxy"`               // http, https or socks5 URL; "" means what HTTPS_PROXY and NO_PROXY say, [NoProxy] none
	ProxyUser          string      `yaml:"proxy_user"`          // whom Proxy asks for; "" means nobody
	ProxyPassword      secret.Ref  `yaml:"proxy_password"`      // of ProxyUser
	ActionCodes        ActionCodes `yaml:"action_codes"`
	Poll               Poll        `yaml:"poll"`
	Limits             Limits      `yaml:"limits"`
}

// ActionCodes are the numbers that stand for the action words on the wire
// (ASM-01). They are not public: until a person has confirmed them, nothing is
// submitted to production.
type ActionCodes struct {
	Award     int  `yaml:"award"`
	Withdraw  int  `yaml:"withdraw"`
	Reinstate int  `yaml:"reinstate"`
	Confirmed bool `yaml:"confirmed"`
}

// NoProxy is the proxy of an installation that goes without one whatever the
// environment says.
const NoProxy = "none"

// Numbers gives the number of each action word.
func (a ActionCodes) Numbers() map[string]int {
	return map[string]int{"award": a.Award, "withdraw": a.Withdraw, "reinstate": a.Reinstate}
}

// MaySubmit reports whether achievements may be submitted: in production only
// with action codes that a person has confirmed (ASM-01).
func (l LRS) MaySubmit() bool { return l.Environment != Production || l.ActionCodes.Confirmed }

// Poll says when LRS is asked about a job: First after the submit, then each
// time Factor later, at most Max apart. After GiveUp the job needs a person
// (ASM-09).
type Poll struct {
	First  time.Duration `yaml:"first"`
	Factor float64       `yaml:"factor"`
	Max    time.Duration `yaml:"max"`
	GiveUp time.Duration `yaml:"give_up"`
}

// Limits are LRS's own, in rows (contract 2). They can only be lowered.
type Limits struct {
	Achievements    int `yaml:"achievements"`      // of one achievement batch, 1 to 10,000 (O15)
	Learners        int `yaml:"learners"`          // of one verify batch, 1 to 5,000 (O16, ASM-18)
	SingleVerifyMax int `yaml:"single_verify_max"` // learners of a file that are verified one by one
}

// Organisation is one awarding organisation: who it is to LRS, and its
// folders.
type Organisation struct {
	File      string          `yaml:"-"` // of its own, absolute; "" means in the configuration itself
	Key       string          `yaml:"-"` // what to call it: its id, or where it stands if it has no usable one
	Suspended string          `yaml:"-"` // why it cannot run; "" means that it can
	Kept      string          `yaml:"-"` // what is wrong with its entry of now, so that the one before goes on; "" means nothing
	Mapping   *record.Mapping `yaml:"-"` // read from MappingFile; nil means none

	ID              string      `yaml:"id"`               // ours: [a-z0-9-], 1 to 32 characters
	Name            string      `yaml:"name"`             // for people; default the id
	UKPRN           string      `yaml:"ukprn"`            // 8 characters; digits only in production
	OrganisationRef string      `yaml:"organisation_ref"` // 6 letters or digits (ASM-11)
	NotifyEmail     string      `yaml:"notify_email"`     // where LRS writes when a job ends; "" means nowhere
	Password        secret.Ref  `yaml:"password"`         // 16 characters, from LRS
	Certificate     Certificate `yaml:"certificate"`
	Users           Users       `yaml:"users"`
	NoticesTo       []string    `yaml:"notices_to"` // e-mail addresses that are told of this organisation as well

	Inboxes        []Inbox       `yaml:"inboxes"`
	Outbox         Outbox        `yaml:"outbox"`
	Archive        string        `yaml:"archive"`         // where originals go; "" means nowhere
	MappingFile    string        `yaml:"mapping"`         // YAML; "" means our own columns only
	OnInvalidRows  InvalidRows   `yaml:"on_invalid_rows"` // what happens to the good rows beside invalid ones
	LinkedMatch    LinkedMatch   `yaml:"linked_match"`    // what happens to a WSVRC002 row
	VerifyReuse    time.Duration `yaml:"verify_reuse"`    // how long a match stands; 0 means that each file asks again
	MaxWithdrawals int           `yaml:"max_withdrawals"` // in one file; more waits for a person
	ReviewWithin   time.Duration `yaml:"review_within"`   // how long a held row waits for a decision; then it is not sent
	ResultEscape   bool          `yaml:"result_escape"`   // whether result.csv is made safe for spreadsheets
}

// Certificate says where the client certificate of an organisation is:
// PKCS12 with its Passphrase, or CertFile with KeyFile, both PEM.
type Certificate struct {
	PKCS12     string     `yaml:"pkcs12"`
	Passphrase secret.Ref `yaml:"passphrase"`
	CertFile   string     `yaml:"cert_file"`
	KeyFile    string     `yaml:"key_file"`
}

// Users says which person each call names (O3): whom the file itself names in
// Column, else whose account owns it, else what Unknown says. A name has 1 to
// 35 characters (contract 1.10).
type Users struct {
	Default string            `yaml:"default"`  // for files of nobody known; may be empty with RefuseUnknown
	Unknown UnknownUser       `yaml:"unknown"`  // what happens to those files
	Column  string            `yaml:"column"`   // a CSV column or XML element; "" means none
	ByOwner map[string]Person `yaml:"by_owner"` // by the name of an account, or by "uid:N"
}

// Person is whose account it is that owns a file.
type Person struct {
	Name  string `yaml:"name"`
	Until string `yaml:"until"` // the last day, yyyy-mm-dd in Europe/London; "" means no end
}

// UnknownUser says what happens to a file of nobody known.
type UnknownUser string

// The values of unknown.
const (
	UseDefault    UnknownUser = "default" // it is sent for the person that default names
	RefuseUnknown UnknownUser = "stop"    // nothing of it is sent
)

// Inbox is one folder that files are dropped in, on this machine or on an SFTP
// server: one of Path and SFTP is set.
type Inbox struct {
	Path                string        `yaml:"path"`                 // "" means on a server
	SFTP                *SFTP         `yaml:"sftp"`                 // nil means on this machine
	Settle              time.Duration `yaml:"settle"`               // how long size and time must stand still
	Poll                time.Duration `yaml:"poll"`                 // scan at least this often, events or not; on a server nothing else starts a scan
	Send                bool          `yaml:"send"`                 // false: checked and answered, nothing sent
	Encoding            Encoding      `yaml:"encoding"`             // of CSV files
	DoneMarker          string        `yaml:"done_marker"`          // a file is taken once NAME with this ending is there; "" means no wait
	RequireOrganisation bool          `yaml:"require_organisation"` // a file that names no organisation stops
	ExpectEvery         time.Duration `yaml:"expect_every"`         // somebody is told when no file came for so long; 0 means nobody
}

// ID names the inbox in the store and in messages: its path, or the URL of its
// folder on a server.
func (i Inbox) ID() string { return placeID(i.Path, i.SFTP) }

// Outbox is the folder that answers go to, on this machine or on an SFTP
// server: one of Path and SFTP is set.
type Outbox struct {
	Path string        `yaml:"path"` // "" means on a server
	SFTP *SFTP         `yaml:"sftp"` // nil means on this machine
	Keep time.Duration `yaml:"keep"` // how long the answers for a file stay there, from the end of that file on
}

// ID names the outbox in messages, as [Inbox.ID] does an inbox.
func (o Outbox) ID() string { return placeID(o.Path, o.SFTP) }

func placeID(path string, s *SFTP) string {
	if s != nil {
		return s.URL()
	}
	return path
}

// InvalidRows says what happens to a file with invalid rows.
type InvalidRows string

// The values of on_invalid_rows.
const (
	SubmitValid InvalidRows = "submit_valid" // the good rows go
	RejectFile  InvalidRows = "reject_file"  // nothing goes
)

// LinkedMatch says what happens to a row whose ULN belongs to a linked learner
// (WSVRC002).
type LinkedMatch string

// The values of linked_match.
const (
	HoldLinked   LinkedMatch = "hold"   // a person decides
	SubmitLinked LinkedMatch = "submit" // a standing decision: sent under its own ULN
)

// Encoding names the letters of an inbox's CSV files.
type Encoding string

// The values of encoding.
const (
	UTF8        Encoding = "utf-8"
	Windows1252 Encoding = "windows-1252" // converted on purpose (O9)
)

// Organisation finds an organisation by its id.
func (c *Config) Organisation(id string) (Organisation, bool) {
	for _, o := range c.Organisations {
		if o.ID == id {
			return o, true
		}
	}
	return Organisation{}, false
}

// Running lists the organisations that are not suspended.
func (c *Config) Running() []Organisation {
	var running []Organisation
	for _, o := range c.Organisations {
		if o.Suspended == "" {
			running = append(running, o)
		}
	}
	return running
}
