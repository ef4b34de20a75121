package config

import "testing"

func TestPathsOfWindowsAreWholeWhereverTheServiceStarts(t *testing.T) {
	for _, test := range []struct{ dir, path, want string }{
		{`C:\ProgramData\lrsdrop`, `D:\lrs\inbox`, `D:\lrs\inbox`},
		{`C:\ProgramData\lrsdrop`, `D:/lrs/inbox`, `D:/lrs/inbox`},
		{`C:\ProgramData\lrsdrop`, `\\files\lrs\inbox`, `\\files\lrs\inbox`},
		{`C:\ProgramData\lrsdrop`, `//files/lrs/inbox`, `//files/lrs/inbox`},
		{`C:\ProgramData\lrsdrop`, `\\?\D:\lrs\inbox`, `\\?\D:\lrs\inbox`},
		{`C:\ProgramData\lrsdrop`, `inbox\acme`, `inbox\acme`},
		{`C:\ProgramData\lrsdrop`, `\lrs\inbox`, `C:\lrs\inbox`},
		{`C:/ProgramData/lrsdrop`, `/lrs/inbox`, `C:\lrs\inbox`},
		{`\\files\config\lrsdrop`, `\lrs\inbox`, `\\files\config\lrs\inbox`},
		{`C:\ProgramData\lrsdrop`, `d:inbox`, `d:\inbox`},
		{`C:\ProgramData\lrsdrop`, `é:inbox`, `é:inbox`},
	} {
		if got := rooted(test.dir, test.path); got != test.want {
			t.Errorf("%s beside %s is %s, want %s", test.path, test.dir, got, test.want)
		}
	}
}
