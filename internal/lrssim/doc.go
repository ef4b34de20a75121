// Package lrssim is a simulator of the Learning Records Service's web services for awarding
// organisations: verify learner, submit and get verify batch, submit and get achievement batch. It
// is what trials, the demonstration and the tests call in place of the real service. It stands at
// the far end of a file's way and shares nothing with the client: no wire type, no rule, so that
// the two cannot be wrong together.
//
// Its rules: it imports nothing of this module, keeps everything in memory within fixed bounds,
// listens on loopback unless told otherwise, and puts no learner and no password into its history,
// its faults or its errors.
//
// [Init] writes certificates, organisations and tables, [Load] reads them, [Simulator.Start] serves.
// [FixedLearners] and [FixedReferences] are the inputs with a known answer, [Fault] scripts what
// goes wrong, [Simulator.Requests] and [Simulator.Jobs] tell what arrived.
//
// # What follows the contract
//
//   - 1.1, 1.2: paths, SOAP 1.1 over HTTP/1.1, TLS 1.2 or later with a client certificate for every
//     call and for ?wsdl, SOAPAction in quotes (the two batch operations of the learner service also
//     without the header), timestamps without fractions unless wire.fractions.
//   - 1.3: namespaces; children of verify messages in none, all else qualified; element order.
//   - 1.4 to 1.8: messages, with members left out when null and StartDate nil while a job waits.
//   - 1.9: HTTP 500 with MIAPAPIException or DomainFault (ErrorDetail in base64), plain faults for
//     what is no SOAP message, UnsupportedHttpVerb on the maintenance page.
//   - 1.10, 3.1: patterns and lengths of the identity and the verify record. A broken one is
//     WSEC0001, its text names element, type and pattern and quotes no value.
//   - 2: 10,000 achievements (WSEC0046, WSEC0047) and 5,000 learners a batch.
//   - 3.2, 5.5, 6: award dates, action dates, names, ULN check digit, reference form, grades, owner.
//   - 5.1, 5.2: the six verdicts and eight flags; the master's details for 002 and 004.
//   - 5.3, 5.4: WSEC0001 to 0006, 0043 to 0047, WSRC0018 and WSRC0030; 5.6: the five job states.
//
// # What is assumed
//
//   - ASM-01: actions 1 award, 2 withdraw, 3 reinstate.
//   - ASM-02: Final is the only submission type; ActionReason may be left out.
//   - ASM-06: the error file is CSV with MISIdentifier, Uln, ErrorCode and ErrorDescription, or the
//     same in base64, or XML (wire.error_file). Its codes begin with SIM-: the real ones are not
//     public, and LOCAL- belongs to the client.
//   - ASM-07, ASM-08: the codes of accepted, running and finished jobs (scenario key codes); the
//     verify batch uses the job states of the achievement service.
//   - ASM-09: how long jobs take is in the scenario; they are finished when first asked for.
//   - ASM-11: either number names the organisation in verify messages, both must agree when both
//     are there; achievement messages have OrganisationRef alone.
//   - ASM-15, ASM-17: genders 0, 1, 2, 9; dates without zone. Times are UTC. "In the future" counts
//     from an hour ahead of UTC, so that today in London never is.
//   - ASM-18: LearnerRecordCount above the limit or below 1 is a WSEC0001 that names it; a count
//     that differs from the learners is a response with WSRC0030 and job 0.
//   - WSRC0018 is a response with HTTP 200. WSEC0043 to 0047 are faults unless
//     wire.achievement_errors is response. The schema of the verify messages asks for OrgPassword
//     and UserName, as the older one did.
//   - A wrong element order in an achievement message is WSEC0001; the real service may skip the
//     member without a word.
//   - An award is known by organisation, ULN and reference; sent again it is updated. Its date and
//     grade are not remembered. Achievements of learners with WSVRC001 to 004 are accepted.
//   - The awards of a batch change when it is taken, and show when its job ends.
//
// # How learners match
//
// Names are compared without regard to case and surrounding or repeated space. Everything equal is
// 001 (002 when the record is linked to a master). Similar is 003 (004 when linked): both names near
// the register's, or swapped, or the register's previous family name. Near means that one name of
// three letters or more begins the other, or that one letter differs (two from seven letters on). A
// gender that differs leaves the match similar; a birth date that differs does not: that, and names
// that are not near, is 005. A ULN that the register lacks is 006. Birth date and gender count only
// where both sides have one; genders 0 and 9 are none. Flags are raised for each comparison that
// failed; a name is held against the register's other names only when it is not equal to its own.
//
// # What the real service checks and this one does not
//
// Operating hours (only as a scripted fault), restricted characters in names, the existence of a
// provider's UKPRN, postcode patterns, the check character of references beyond their being listed,
// languages of assessment, age, lock-out after wrong passwords, the notification e-mails, name
// matching by sound, and whatever its developer pack says that is not public.
//
// # Bounds
//
// A message has 64 MiB, a tag or text 64 KiB, eight levels, 32 attributes, no document type. The
// history keeps 10,000 calls and four million row digests, the job list 10,000 jobs and 128 MiB of
// what they answer (an older one is then unknown, WSRC0018), the award book four million awards.
package lrssim
