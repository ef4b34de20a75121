package daemon_test

import (
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// faults are what the product must survive. F18, a file that a virus scanner of
// Windows holds, is shown by the program for Windows, in packaging/build.
var faults = []struct {
	id, what string
}{
	{"F1", "the writer pauses"},
	{"F2", "half a file under its final name"},
	{"F3", "temporary names of clients"},
	{"F4", "odd times of files"},
	{"F5", "the same name with other content"},
	{"F6", "the same bytes again, a full re-export"},
	{"F7", "killed at any moment; state restored or lost"},
	{"F8", "the answer to an upload is lost"},
	{"F9", "the outbox is away when answers come"},
	{"F10", "an error that looks like success"},
	{"F11", "a claimed file cannot be moved or removed"},
	{"F12", "two processes, two installations"},
	{"F13", "a half-open or cut connection"},
	{"F14", "a loop that hangs"},
	{"F15", "a folder of very many files"},
	{"F16", "a file or record that is cut off"},
	{"F17", "an outbox that cannot rename, or would overwrite"},
	{"F19", "inbox, state and outbox on different disks"},
	{"F20", "a share that goes away and returns"},
	{"F21", "missing rights"},
	{"F22", "one poisonous file or learner"},
	{"F23", "a job that never ends"},
	{"F24", "full disk, no handles, damaged or locked store"},
	{"F25", "certificate, password or host key changes"},
	{"F26", "LRS closed, slow, away or answering rubbish"},
	{"F27", "names that lead elsewhere, links, devices"},
	{"F28", "input made to harm"},
	{"F29", "the clock jumps"},
	{"F30", "LRS's limits change"},
}

// faultTests show with the real daemon what becomes of each. Their names say
// which of the faults.
var faultTests = []func(*testing.T){
	TestF1_FileThatGrowsAfterTheClaimIsReadAgainBeforeAnythingIsSent,
	TestF1_FileThatGrowsAfterItWasSentIsContinuedInAFileOfItsOwn,
	TestF1_FileThatWasOnlyTouchedAfterItWasSentIsOneFile,
	TestF1_FileIsNotTakenWhileAWriterHasItOpen,
	TestF1_DoneMarkerOverSFTPCompletesAFile,
	TestF1_SlowUploadOverSFTPIsReadAgainBeforeAnythingIsSent,
	TestF1_TheSFTPProgramOfOpenSSHDropsAndCollects,
	TestF1_DoneMarkersInAnInboxInWhichNothingCanBeMoved,
	TestF2_HalfAFileSendsNothing,
	TestF3_F5_F6_WholeLifeOverSFTPIsThatOfLocalFolders,
	TestF4_F5_F12_F15_F27_FilesOnServers,
	TestF5_SameNameWithOtherContentIsANewFile,
	TestF5_TwoInboxesInWhichNothingCanBeMovedHaveAMemoryEach,
	TestF5_F11_InboxInWhichNothingCanBeMovedIsTakenOnce,
	TestF6_SameBytesAgainAreADuplicateOfTheEarlierFile,
	TestF6_TwoCopiesAtOnceAreSentOnce,
	TestF6_CopiesOfAFileThatIsRefusedAreRefused,
	TestF6_FullReexportSendsOnlyWhatChanged,
	TestF6_VerifyFileIsSimplyDoneAgain,
	TestF6_DuplicateIsReleasedOnceTheEarlierFileHasEnded,
	TestF7_BackupOfABusyDaemonIsWholeAndStarts,
	TestF7_BatchesThatEndWhileTheirFileIsLookedAtAreSentOnce,
	TestF7_WhatAFileNeedsIsOnDiskBeforeItsOriginalGoesAndBeforeItsUpload,
	TestF7_RestoredStateSendsNothingTwice,
	TestF7_BatchPlannedInABackupIsNotSentAfterTheRestore,
	TestF7_SoakOfRandomKillsLosesNothing,
	TestF7_LostStateFolderSendsNothingUnseen,
	TestF7_KilledAtEachStepOfAFilesLifeNothingIsLostOrSentTwice,
	TestF7_KilledOverSFTPNothingIsLostOrSentTwice,
	TestF7_WhatAServerMakesLateForAKilledRunIsRemoved,
	TestF7_MemoryOfTheGuideIsEnoughForALargeFileAndMany,
	TestF7_KilledForWantOfMemoryNothingIsLostOrSentTwice,
	TestF8_UploadThatNeverLeftWholeIsSentAgain,
	TestF8_LostUploadWhoseJobAPersonFindsEndsLikeAnyOther,
	TestF8_JobThatAPersonFoundIsWaitedFor,
	TestF8_OnlyAJobThatCanBeTheBatchIsAdopted,
	TestF8_JobOfWhichLRSDoesNotTellYetIsNotAdopted,
	TestF8_LookThatFailsChangesNothing,
	TestF8_RowsThatNeverReachedLRSMayBeDroppedAgain,
	TestF8_PersonSaysWhatLRSDidWithTheRows,
	TestF8_OfTwoWhoResolveAtOnceTheFirstStands,
	TestF8_ResolvedWhileNoDaemonRuns,
	TestF8_LostAnswerIsNeverResent,
	TestF8_F9_F10_F23_F26_AnyMixOfTroublesIsAnsweredTruthfully,
	TestF8_F26_LinkThatLosesConnectionsSendsNothingTwice,
	TestF9_AnswersComeWhenTheOutboxIsBack,
	TestF9_InboxThatIsAwayIsToldOnceAndItsReturnToo,
	TestF9_F11_F13_F14_F16_F20_F24_F25_ServersInTrouble,
	TestF10_CountersThatDisagreeConfirmNothing,
	TestF10_ErrorFileThatCannotBeReadIsKeptAndConfirmsNothing,
	TestF10_EachFaultOfAnUploadBecomesWhatItIs,
	TestF10_EndlessRubbishIsNoAnswer,
	TestF10_PersonSettlesWhatTheFiguresOfAJobDoNot,
	TestF12_TwoInstallationsOnOneInboxTakeEachFileOnce,
	TestF12_SecondDaemonOnAStateFolderIsToldWhoHasIt,
	TestF13_F26_CutLinkSendsNothingTwice,
	TestF16_UploadThatCannotBeWrittenDownIsNotSent,
	TestF17_F21_OutboxesAndRightsOnServers,
	TestF19_InboxStateAndOutboxOnDifferentVolumes,
	TestF20_HealthNamesTheInboxThatIsOutAndSinceWhen,
	TestF22_PoisonousFileHoldsUpNobody,
	TestF22_LearnerThatLRSRefusesDoesNotHoldUpTheOthersOfAFewInAFile,
	TestF23_JobThatNeverEndsIsHeldAndStillAskedAfter,
	TestF23_LateResultComesAsASecondResult,
	TestF23_JobThatLRSNeverTellsOfIsHeld,
	TestF23_VerifyJobThatNeverEndsNeedsAttention,
	TestF23_PersonEndsAJobThatNeverEnds,
	TestF24_FullArchiveKeepsTheOriginalUntilThereIsRoom,
	TestF24_LockedStoreLosesNoAnswerAndSendsNothingTwice,
	TestF24_FullStateDiskLosesNothingAndSendsNothingTwice,
	TestF24_FullOutboxDiskLosesNoAnswer,
	TestF24_WithoutFileHandlesNothingIsLost,
	TestF24_DamagedStoreIsRefused,
	TestF24_StoreThatLostItsEndSendsNothingTwice,
	TestF24_NothingIsTakenWhileADiskIsNearlyFull,
	TestF25_WrongPasswordStopsTheOrganisationUntilItChanges,
	TestF25_EveryFileThatWaitsSaysThatLRSRefusedThePassword,
	TestF25_LaterHoldDoesNotShortenThatOfAWrongPassword,
	TestF25_PeopleAreToldOfWhatNeedsThemAndThatItIsOver,
	TestO13_F25_AChangedPasswordEndsTheHoldLive,
	TestO13_F25_ARefusalThatComesAfterTheChangeHoldsNobody,
	TestF25_ACertificateIsCountedDown,
	TestF25_AnExpiredCertificateReplacesNoGoodOne,
	TestF26_UploadWaitsWhileLRSCannotBeReached,
	TestF26_QuestionsThatFailAreAskedAgain,
	TestF26_OutOfHoursHoldsTheOrganisationForHalfAnHour,
	TestF26_UploadWaitsWhileTheProxyRefusesUsAndIsSentOnce,
	TestF27_OddNamesOnAServerStayAndAreAnswered,
	TestF28_MonstrousInputIsRefusedWithinFixedTime,
	TestF28_HostileFilesAreAnsweredWithinTheStatedMemory,
	TestF29_ClockThatGoesBackDelaysNothing,
	TestF29_ClockThatGoesAheadRepeatsNothing,
	TestF30_RefusalForTheLimitOfAchievementsNamesTheSetting,
	TestF30_RefusalForTheLimitOfLearnersNamesTheSetting,
}

// TestMatrix runs the tests of all faults and prints what each has cost. Among
// all other tests it only looks that none is missing here, for they run anyway:
//
//	go test ./internal/daemon -run TestMatrix -v -timeout 30m
func TestMatrix(t *testing.T) {
	noneIsMissing(t)
	if !strings.Contains(flag.Lookup("test.run").Value.String(), "TestMatrix") {
		return
	}
	t.Run("all", func(t *testing.T) {
		for _, test := range faultTests {
			t.Run(nameOf(test), test)
		}
	})
	fmt.Print(matrix(t))
}

// nameOf is the name of a test.
func nameOf(test func(*testing.T)) string {
	name := runtime.FuncForPC(reflect.ValueOf(test).Pointer()).Name()
	return name[strings.LastIndex(name, ".")+1:]
}

// noneIsMissing: each test of this package that names a fault is in the table.
func noneIsMissing(t *testing.T) {
	t.Helper()
	var known []string
	for _, test := range faultTests {
		known = append(known, nameOf(test))
	}
	files, err := filepath.Glob("*_test.go")
	must(t, err)
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		must(t, err)
		if file.Name.Name != "daemon_test" {
			continue // tests of a part, without a daemon that runs
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if ok && f.Recv == nil && faultTest.FindString(f.Name.Name) == f.Name.Name && !slices.Contains(known, f.Name.Name) {
				t.Errorf("%s of %s is not in the table of faults", f.Name.Name, path)
			}
		}
	}
}

// matrix is a line for each fault.
func matrix(t *testing.T) string {
	t.Helper()
	costs := paid.all()
	var b strings.Builder
	b.WriteString("| | Fault | Tests | Runs | Lost | Duplicated | Stuck | Longest recovery |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n")
	var all toll
	for _, f := range faults {
		var sum toll
		tests := 0
		for _, test := range faultTests {
			if name := nameOf(test); strings.Contains(name, f.id+"_") {
				tests++
				sum = sum.add(costs[name])
			}
		}
		if sum.runs == 0 {
			t.Errorf("%s: no test of it ran", f.id)
		}
		all = all.add(sum)
		fmt.Fprintf(&b, "| %s | %s | %d | %d | %d | %d | %d | %s |\n", f.id, f.what, tests, sum.runs, sum.lost, sum.duplicated, sum.stuck, words(sum.recovery))
	}
	all.mustBeFree(t)
	return b.String()
}

func words(d time.Duration) string {
	return cmp.Or(strings.TrimSuffix(d.Round(100*time.Millisecond).String(), "0s"), "-")
}
