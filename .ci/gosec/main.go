// Command gosec looks for what gosec takes for a risk in the module that it is
// started in. A finding that is none is told so where it is, with the rule and
// the reason; without them the exception counts for nothing:
//
//	f, err := os.Open(path) // #nosec G304 -- the configuration names the file
//
// The program that gosec itself has takes five times as long to compile: it has
// the clients of four online services in it.
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"regexp"
	"runtime"

	"github.com/securego/gosec/v2"
	"github.com/securego/gosec/v2/analyzers"
	"github.com/securego/gosec/v2/rules"
)

// noise are the rules that are not looked at. G115 takes every conversion of a
// number for a risk that it cannot see the bounds of: sizes, lengths and row
// numbers, which the configuration, and whatever reads them, bound; an int has
// 64 bits on each system that lrsdrop is made for.
var noise = []string{"G115"}

// elsewhere are the folders that are not looked into: this one, and what is for
// tests alone.
var elsewhere = []*regexp.Regexp{regexp.MustCompile(`^\.ci(/|$)`), regexp.MustCompile(`test$`)}

// fine are rules that do not hold in a folder. The packages are made of the
// repository's own files, on the machine of who makes them, and all may read them.
var fine = []gosec.PathExcludeRule{
	{Path: `/packaging/build/`, Rules: []string{"G204", "G301", "G304", "G306", "G703"}},
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("gosec: ")
	found, err := look()
	if err != nil {
		log.Fatal(err)
	}
	if found {
		os.Exit(1)
	}
}

// look prints what it finds, and reports whether there was anything.
func look() (found bool, err error) {
	folders, err := gosec.PackagePaths("./...", elsewhere)
	if err != nil {
		return false, err
	}
	filter, err := gosec.NewPathExclusionFilter(fine)
	if err != nil {
		return false, err
	}
	a := analyzer()
	if err := a.Process(nil, folders...); err != nil {
		return false, err
	}
	issues, _, unread := a.Report()
	issues, _ = filter.FilterIssues(issues)
	for _, i := range issues {
		fmt.Printf("%s:%s: %s: %s\n", i.File, i.Line, i.RuleID, i.What)
	}
	for file, errs := range unread {
		for _, e := range errs {
			fmt.Printf("%s:%d: %s\n", file, e.Line, e.Err)
		}
	}
	return len(issues)+len(unread) > 0, nil
}

func analyzer() *gosec.Analyzer {
	settings := gosec.NewConfig()
	settings.SetGlobal(gosec.NoSecRequireRules, "true")
	settings.SetGlobal(gosec.NoSecRequireJustification, "true")
	const tests, generated, suppressed = false, false, false
	a := gosec.NewAnalyzer(settings, tests, generated, suppressed, runtime.GOMAXPROCS(0), log.New(io.Discard, "", 0))
	a.LoadRules(rules.Generate(suppressed, rules.NewRuleFilter(true, noise...)).RulesInfo())
	a.LoadAnalyzers(analyzers.Generate(suppressed, analyzers.NewAnalyzerFilter(true, noise...)).AnalyzersInfo())
	return a
}
