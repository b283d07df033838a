using Firmware.Tests.Fakes;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Messages;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class FirmwareUpdateTests
    {
        [TestMethod]
        public void Update_EachCourse_Rule70_TellsItsStatusesInOrder()
        {
            // Signed; failed attempts of 3; the signature is good; the result of the installation; the statuses in order.
            Update_EachCourse_Rule70_TellsItsStatusesInOrder(false, 0, true, 1, "Downloading Downloaded Installing Installed");
            Update_EachCourse_Rule70_TellsItsStatusesInOrder(false, 2, true, 1, "Downloading Downloaded Installing Installed");
            Update_EachCourse_Rule70_TellsItsStatusesInOrder(false, 3, true, 1, "Downloading DownloadFailed");
            Update_EachCourse_Rule70_TellsItsStatusesInOrder(false, 0, true, 3, "Downloading Downloaded Installing InstallationFailed");
            Update_EachCourse_Rule70_TellsItsStatusesInOrder(false, 0, true, 2, "Downloading Downloaded Installing");
            Update_EachCourse_Rule70_TellsItsStatusesInOrder(true, 0, true, 1, "Downloading Downloaded SignatureVerified Installing Installed");
            Update_EachCourse_Rule70_TellsItsStatusesInOrder(true, 1, true, 1, "Downloading DownloadPaused Downloading Downloaded SignatureVerified Installing Installed");
            Update_EachCourse_Rule70_TellsItsStatusesInOrder(true, 0, false, 1, "Downloading Downloaded InvalidSignature");
            Update_EachCourse_Rule70_TellsItsStatusesInOrder(true, 0, true, 2, "Downloading Downloaded SignatureVerified Installing InstallRebooting");
        }

        private static void Update_EachCourse_Rule70_TellsItsStatusesInOrder(bool signed, int failures, bool genuine, int result, string expected)
        {
            TransferFake transfer = new TransferFake();
            InstallFake install = new InstallFake { Genuine = genuine, Result = (InstallResult)result };
            FirmwareUpdate update = new FirmwareUpdate(transfer, install, install, new LineLog());
            Ask(update, signed, "http://h/f");
            string told = "";
            for (int i = 0; i < 40; i++)
            {
                transfer.Next = transfer.Begun.Length > failures ? TransferState.Done : TransferState.Failed;
                update.Step(i * 10000, true, 0, false, false);
                told += Told(update);
            }
            Assert.AreEqual(expected, told.Trim());
            Assert.AreEqual(result == 2, update.RebootWanted);
            Assert.AreEqual(0, update.Unlisted);
        }

        [TestMethod]
        public void Update_Https_Rule70_WaitsForTheOutputToBeOffAndReleasesIt()
        {
            TransferFake transfer = new TransferFake();
            FirmwareUpdate update = New(transfer);
            Ask(update, false, "https://h/f");
            for (int i = 0; i < 5; i++) update.Step(i, true, 0, true, false);
            Assert.IsTrue(update.StallWanted);
            Assert.AreEqual("", transfer.Begun);
            update.Step(6, true, 0, false, true);
            Assert.AreEqual("D", transfer.Begun);
            Assert.IsTrue(update.StallWanted, "kept to the end of the transfer");
            transfer.Next = TransferState.Done;
            update.Step(7, true, 0, false, true);
            Assert.IsFalse(update.StallWanted);
        }

        [TestMethod]
        public void Update_TransactionRunning_Rule70_HoldsTheInstallationOnly()
        {
            TransferFake transfer = new TransferFake { Next = TransferState.Done };
            FirmwareUpdate update = New(transfer);
            Ask(update, false, "http://h/f");
            for (int i = 0; i < 20; i++) update.Step(i, true, 0, true, false);
            Assert.AreEqual("Downloading Downloaded ", Told(update));
            Assert.AreEqual((int)FirmwareState.Holding, (int)update.State);
            for (int i = 20; i < 25; i++) update.Step(i, true, 0, false, false);
            Assert.AreEqual("Installing ", Told(update));
        }

        [TestMethod]
        public void Update_BeforeItsDateOrWithoutClock_Rule70_Waits()
        {
            FirmwareUpdate update = New(new TransferFake());
            update.Request(new FirmwareRequest { Location = "http://h/f", RetrieveMs = 5000 });
            update.Step(0, true, 4999, false, false);
            update.Step(0, false, 9999, false, false);
            Assert.AreEqual((int)FirmwareState.Scheduled, (int)update.State);
            update.Step(0, true, 5000, false, false);
            Assert.AreEqual((int)FirmwareState.Waiting, (int)update.State);
        }

        [TestMethod]
        public void SignedUpdate_Certificate_IsCheckedBeforeTheAnswer()
        {
            SignedUpdate_Certificate_IsCheckedBeforeTheAnswer(0, 0);
            SignedUpdate_Certificate_IsCheckedBeforeTheAnswer(1, 3);
            SignedUpdate_Certificate_IsCheckedBeforeTheAnswer(2, 4);
            SignedUpdate_Certificate_IsCheckedBeforeTheAnswer(3, 2);
        }

        private static void SignedUpdate_Certificate_IsCheckedBeforeTheAnswer(int check, int answer)
        {
            InstallFake install = new InstallFake { Certificate = (CertificateCheck)check };
            FirmwareUpdate update = new FirmwareUpdate(new TransferFake(), install, install, new LineLog());
            Assert.AreEqual(answer, (int)Ask(update, true, "http://h/f"));
            Assert.AreEqual(answer == 0, update.State == FirmwareState.Scheduled);
            if (answer == 0) Assert.AreEqual((int)RequestAnswer.AcceptedCanceled, (int)Ask(update, true, "http://h/g"));
        }

        [TestMethod]
        public void Update_WhileInstalling_Rule70_IsNotTakenBack()
        {
            TransferFake transfer = new TransferFake { Next = TransferState.Done };
            InstallFake install = new InstallFake { Result = InstallResult.Underway };
            FirmwareUpdate update = new FirmwareUpdate(transfer, install, install, new LineLog());
            Ask(update, false, "http://h/f");
            for (int i = 0; i < 20; i++) update.Step(i, true, 0, false, false);
            Assert.IsTrue(update.InstallUnderWay);
            Assert.AreEqual(0, install.Installs, "Installing is told first");
            Told(update);
            Assert.IsFalse(update.Request(new FirmwareRequest()));
            Assert.AreEqual((int)RequestAnswer.Rejected, (int)Ask(update, true, "http://h/f"));
            update.Step(20, true, 0, false, false);
            Assert.AreEqual(1, install.Installs);
            update.Step(700_000, true, 0, false, false);
            Assert.AreEqual("InstallationFailed ", Told(update), "bounded");
        }

        [TestMethod]
        public void Boot_AfterAnInstallation_Rule70_TellsHowItEnded()
        {
            Boot_AfterAnInstallation_Rule70_TellsHowItEnded(0, "");
            Boot_AfterAnInstallation_Rule70_TellsHowItEnded(1, "Installed ");
            Boot_AfterAnInstallation_Rule70_TellsHowItEnded(2, "InstallationFailed ");
            Boot_AfterAnInstallation_Rule70_TellsHowItEnded(3, "");
            Boot_AfterAnInstallation_Rule70_TellsHowItEnded(4, "");
        }

        private static void Boot_AfterAnInstallation_Rule70_TellsHowItEnded(int outcome, string expected)
        {
            InstallFake install = new InstallFake { Outcome = (InstallOutcome)outcome };
            FirmwareUpdate update = new FirmwareUpdate(new TransferFake(), install, install, new LineLog());
            update.Boot();
            Assert.AreEqual(expected, Told(update));
            Assert.AreEqual("Idle", FirmwareStatusWords.Of(update.Status), "Idle only when triggered");
        }

        [TestMethod]
        public void Table_WholeGrid_ListsWhatItDoesAndNothingElse()
        {
            string listed = "";
            FirmwareUpdateTable row = new FirmwareUpdateTable();
            for (int state = 0; state <= (int)FirmwareState.Rebooting; state++)
                for (int happened = 1; happened <= (int)FirmwareEvent.ImageRefused; happened++)
                    if (row.Find((FirmwareState)state, (FirmwareEvent)happened)) listed += state + "," + happened + ">" + (int)row.Next + " ";
            Assert.AreEqual("0,14>0 0,15>0 1,1>2 1,8>0 2,2>3 3,3>5 3,4>4 3,5>0 4,6>2 5,7>6 5,8>0 5,9>6 6,10>7 7,11>0 7,12>0 7,13>8 7,16>0 ", listed);
        }

        [TestMethod]
        public void Upload_EachCourse_Rule71_TellsItsStatusesInOrder()
        {
            // Failed attempts before success, the failure, attempts; the statuses of GetDiagnostics and of GetLog.
            Upload_EachCourse_Rule71_TellsItsStatusesInOrder(0, 4, "Uploading Uploaded ", "Uploading Uploaded ");
            Upload_EachCourse_Rule71_TellsItsStatusesInOrder(1, 4, "Uploading Uploaded ", "Uploading Uploaded ");
            Upload_EachCourse_Rule71_TellsItsStatusesInOrder(2, 6, "Uploading UploadFailed ", "Uploading UploadFailure ");
            Upload_EachCourse_Rule71_TellsItsStatusesInOrder(2, 8, "Uploading UploadFailed ", "Uploading PermissionDenied ");
            Upload_EachCourse_Rule71_TellsItsStatusesInOrder(1, 2, "Uploading UploadFailed ", "Uploading NotSupportedOperation ");
            Upload_EachCourse_Rule71_TellsItsStatusesInOrder(1, 1, "Uploading UploadFailed ", "Uploading BadMessage ");
        }

        private static void Upload_EachCourse_Rule71_TellsItsStatusesInOrder(int failures, int failure, string diagnostics, string log)
        {
            for (int kind = 0; kind < 2; kind++)
            {
                TransferFake transfer = new TransferFake { Failure = (TransferFailure)failure };
                LogUpload upload = new LogUpload(transfer, new FilesFake(), new LineLog());
                if (kind == 0) Assert.AreEqual("d.log", upload.RequestDiagnostics("http://h/", 2, 10, 0, long.MaxValue));
                else Assert.AreEqual((int)RequestAnswer.Accepted, (int)upload.RequestLog(LogKind.SecurityLog, 5, "http://h/", 2, 10, 0, long.MaxValue));
                string told = "";
                for (int i = 0; i < 20; i++)
                {
                    transfer.Next = transfer.Begun.Length > failures ? TransferState.Done : TransferState.Failed;
                    upload.Step(i * 5000, false);
                    for (; upload.HasStatus; upload.StatusTold()) told += upload.StatusWord + " ";
                }
                Assert.AreEqual(kind == 0 ? diagnostics : log, told);
                Assert.AreEqual("Idle", upload.StatusWord);
            }
        }

        [TestMethod]
        public void Upload_NothingThere_Rule71_HasNoFileNameAndNoStatus()
        {
            LogUpload upload = new LogUpload(new TransferFake(), new FilesFake { Empty = true }, new LineLog());
            Assert.IsNull(upload.RequestDiagnostics("http://h/", -1, -1, 0, 1));
            Assert.AreEqual((int)RequestAnswer.Rejected, (int)upload.RequestLog(LogKind.DiagnosticsLog, 1, "http://h/", -1, -1, 0, 1));
            Assert.AreEqual(long.MaxValue, upload.Step(0, true));
            Assert.IsFalse(upload.HasStatus);
        }

        [TestMethod]
        public void Upload_SecondRequest_Rule71_TakesThePlaceOfTheFirst()
        {
            TransferFake transfer = new TransferFake();
            LogUpload upload = new LogUpload(transfer, new FilesFake(), new LineLog());
            upload.RequestDiagnostics("https://h/", -1, -1, 0, 1);
            upload.Step(0, false);
            Assert.IsTrue(upload.StallWanted && transfer.Begun == "");
            upload.Step(0, true);
            Assert.AreEqual((int)RequestAnswer.AcceptedCanceled, (int)upload.RequestLog(LogKind.DiagnosticsLog, 9, "http://h/", -1, -1, 0, 1));
            Assert.IsFalse(upload.StallWanted);
            Assert.AreEqual(2, transfer.Aborted);
        }

        private static FirmwareUpdate New(TransferFake transfer) => new FirmwareUpdate(transfer, new NoInstaller(1000), new NoVerifier(), new LineLog());

        private static RequestAnswer Ask(FirmwareUpdate update, bool signed, string location)
        {
            FirmwareRequest request = new FirmwareRequest { Location = location, Signed = signed, RequestId = 4 };
            if (signed) return update.RequestSigned(request, null, 0, 0, 0, 0, true, 0);
            update.Request(request);
            return RequestAnswer.Accepted;
        }

        private static string Told(FirmwareUpdate update)
        {
            string told = "";
            for (; update.HasStatus; update.StatusTold()) told += FirmwareStatusWords.Of(update.Status) + " ";
            return told;
        }
    }

    /// <summary>One log file, or none.</summary>
    public sealed class FilesFake : ILogFiles
    {
        public bool Empty;

        public IUploadSource Picked => new FileFake("log");

        public void Bring()
        {
        }

        public string Pick(LogKind kind, long fromMs, long toMs) => Empty ? null : "d.log";

        public void Release()
        {
        }
    }
}
