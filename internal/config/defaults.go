package config

import (
	"time"

	"lrsdrop/internal/record"
)

// defaulter is a value that fills in its defaults before it is decoded.
type defaulter interface{ setDefaults() }

func (c *Config) setDefaults() {
	*c = Config{
		StateDir:  "state",
		StopGrace: 5 * time.Minute,
		Listen:    "127.0.0.1:9464",
		Log:       Log{Format: LogText, Level: LogInfo, MaxBytes: 10 << 20, Files: 10, Keep: 90 * day},
		Notices:   Notices{Email: Email{TLS: StartTLS}},
		Files:     Files{MaxBytes: record.DefaultFileBytes, MaxRows: record.DefaultFileRows, MaxEntries: 100_000, MinFree: 256 << 20},
		Retention: Retention{LearnerData: 30 * day, Audit: 7 * year, ULNDigests: 7 * year},
		LRS: LRS{
			ActionCodes: ActionCodes{Award: 1, Withdraw: 2, Reinstate: 3},
			Poll:        Poll{First: time.Minute, Factor: 1.5, Max: 15 * time.Minute, GiveUp: 72 * time.Hour},
			Limits:      Limits{Achievements: maxAchievements, Learners: maxLearners, SingleVerifyMax: 5},
		},
	}
}

func (o *Organisation) setDefaults() {
	*o = Organisation{
		Users:          Users{Unknown: UseDefault},
		OnInvalidRows:  SubmitValid,
		LinkedMatch:    HoldLinked,
		VerifyReuse:    24 * time.Hour,
		MaxWithdrawals: 50,
		ReviewWithin:   30 * day,
		ResultEscape:   true,
	}
}

func (i *Inbox) setDefaults() {
	*i = Inbox{Settle: 2 * time.Second, Poll: 10 * time.Second, Send: true, Encoding: UTF8}
}

func (o *Outbox) setDefaults() { *o = Outbox{Keep: 90 * day} }

// remotePoll is how often a folder on a server is looked at unless the file
// says otherwise: each look costs the server a login or a call.
const remotePoll = 30 * time.Second

func (s *SFTP) setDefaults() { *s = SFTP{Timeout: 30 * time.Second} }

// services gives the addresses of an environment (contract 1.1, ASM-12). The
// simulator has none: it listens where it was told to.
func (e Environment) services() (learner, achievement string) {
	var base string
	switch e {
	case Production:
		base = "https://" + productionHost
	case Compatibility:
		base = "https://cmp-ws.dev.lrs.education.gov.uk"
	default:
		return "", ""
	}
	return base + "/LearnerService.svc", base + "/ExternalService.svc"
}

// productionHost is where what is submitted counts. It is never called under
// another environment's name, because the name decides which safety applies.
const productionHost = "ws.lrs.education.gov.uk"
