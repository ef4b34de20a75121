"""An independent SOAP toolkit speaks all five operations to the simulator.

Arguments: base address, CA file, client certificate, client key, UKPRN, organisation reference,
password file. Prints one line a step and ends with "all passed"; an assertion ends it otherwise.
"""

import base64
import datetime
import sys

import requests
import zeep
from zeep.exceptions import Fault
from zeep.transports import Transport


def client(base, path, ca, pair):
    session = requests.Session()
    session.trust_env = False  # only our own CA, whatever the environment says
    session.verify = ca
    session.cert = pair
    transport = Transport(session=session, timeout=20, operation_timeout=20)
    return zeep.Client(base + path + "?wsdl", transport=transport)


def expect(what, got, want):
    assert got == want, f"{what}: got {got!r}, want {want!r}"
    print(f"{what}: {got}")


def verify(learner, who, person):
    got = learner.service.verifyLearner(**who, LearnerToVerify=person)
    expect("verifyLearner", (got.SearchedULN, got.ResponseCode, got.FailureFlag), (person["ULN"], "WSVRC003", ["VRF1", "VRF2", "VRF3"]))
    expect("verifyLearner returns", got.GivenName, "Samuel")


def verify_batch(learner, who, person):
    bare = {"ULN": "1000000086", "FamilyName": "O'Sample", "GivenName": "Zoë", "DateOfBirth": None, "Gender": None}
    rows = [dict(person, MISIdentifier="A"), dict(bare, MISIdentifier="B")]
    taken = learner.service.submitVerifyBatch(**who, LearnerRecordCount=2, OrgEmail=None, Learner=rows)
    assert taken.JobID > 0, taken
    out = learner.service.getVerifyBatchOutput(**who, JobID=taken.JobID)
    expect("getVerifyBatchOutput", [(v.MISIdentifier, v.ResponseCode) for v in out.VerifiedLearner], [("A", "WSVRC003"), ("B", "WSVRC006")])
    expect("names survive", out.VerifiedLearner[1].SearchedGivenName, "Zoë")


def award(uln, given, family, mis):
    return {
        "AchievementAwardDate": datetime.datetime(2025, 6, 30), "Action": 1, "ActionDate": datetime.datetime(2025, 7, 1),
        "FamilyName": family, "GivenName": given, "Grade": "Pass", "MisIdentifier": mis,
        "ProviderUkprn": None, "Uln": uln, "UnitOrQualificationReferenceNumber": "610/5596/7",
    }


def achievements(external, user):
    rows = [award("1000000078", "Alex", "Example", "A"), award("1000000086", "Zoë", "O'Sample", "B")]
    taken = external.service.SubmitAchievementBatchJob(
        invokingUser=user, emailAddress="lrs@example.org", submissionType="Final", achievements={"Achievement": rows})
    assert taken.JobId > 0, taken
    job = external.service.GetAchievementBatchJob(invokingUser=user, jobId=taken.JobId)
    expect("GetAchievementBatchJob", (job.Status, job.AchievementsCreated, job.LearnerDataErrors, job.NumberOfRecords), ("Successful", 1, 1, 2))
    assert "B,1000000086,SIM-L01" in job.AchievementBatchErrorFile, job.AchievementBatchErrorFile


def faults(learner, external, who, user, person):
    try:
        learner.service.verifyLearner(**dict(who, OrgPassword="x" * 16), LearnerToVerify=person)
        raise AssertionError("a wrong password was accepted")
    except Fault as fault:
        code = fault.detail.find(".//{http://api.lrs.miap.gov.uk/exceptions}ErrorCode").text
        expect("MIAPAPIException", (fault.message, code), ("MIAPAPIException", "WSEC0005"))
    try:
        external.service.SubmitAchievementBatchJob(invokingUser=user, emailAddress=None, submissionType="Final", achievements=None)
        raise AssertionError("an empty batch was accepted")
    except Fault as fault:
        space = "{http://api.lrs.qcf.gov.uk/faults}"
        code = fault.detail.find(f".//{space}ErrorCode").text
        expect("DomainFault", (fault.message, code), ("DomainFault", "WSEC0047"))
        print(base64.b64decode(fault.detail.find(f".//{space}ErrorDetail").text).decode())


def main():
    base, ca, cert, key, ukprn, reference, password_file = sys.argv[1:]
    with open(password_file, encoding="utf-8") as secret:
        password = secret.read().strip()
    who = {"OrganisationRef": None, "UKPRN": ukprn, "OrgPassword": password, "UserName": "A Clerk"}
    user = {"OrgPassword": password, "OrganisationRef": reference, "UserName": "A Clerk"}
    person = {"ULN": "1000000035", "FamilyName": "Specimen", "GivenName": "Sam", "DateOfBirth": "2002-11-30", "Gender": "1"}
    learner = client(base, "/LearnerService.svc", ca, (cert, key))
    external = client(base, "/ExternalService.svc", ca, (cert, key))
    verify(learner, who, person)
    verify_batch(learner, who, person)
    achievements(external, user)
    faults(learner, external, who, user, person)
    print("all passed")


main()
