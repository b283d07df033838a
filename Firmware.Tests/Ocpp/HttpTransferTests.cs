using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Transport;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class HttpTransferTests
    {
        private const string Ok = "HTTP/1.1 200 OK\r\n";
        private const string Hello = Ok + "Content-Length: 5\r\n\r\nhello";
        private const string Chunked = Ok + "transfer-encoding: Chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nT: v\r\n\r\n";

        [TestMethod]
        public void Download_AnswerInPieces_EndsAsItShould()
        {
            // Location, answer, most bytes, failure (0 none).
            Download_AnswerInPieces_EndsAsItShould("http://h/f", Hello, 5, 0);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", Chunked, 5, 0);
            Download_AnswerInPieces_EndsAsItShould("http://h/f#crc32=3610a686", Hello, 5, 0);
            Download_AnswerInPieces_EndsAsItShould("http://h/f#crc32=3610a687", Hello, 5, 14);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", "HTTP/1.1 100 Continue\r\n\r\n" + Hello, 5, 0);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", Hello, 4, 12);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", Chunked, 4, 12);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", Ok + "Content-Length: 6\r\n\r\nhello", 9, 13);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", Ok + "\r\nhello", 9, 11);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", Ok + "Content-Length: 5\r\nContent-Encoding: gzip\r\n\r\nhello", 9, 11);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", Ok + "Content-Length: 5x\r\n\r\nhello", 9, 11);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", Ok + "Transfer-Encoding: chunked\r\n\r\nx\r\n", 9, 11);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", Ok + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFF\r\n", 9, 12);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", "HTTP/1.1 404 Not Found\r\n\r\n", 9, 9);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", "HTTP/1.1 401 No\r\n\r\n", 9, 8);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", "HTTP/1.1 302 Found\r\nLocation: /g\r\n\r\n", 9, 10);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", "SSH-2.0\r\n", 9, 11);
            Download_AnswerInPieces_EndsAsItShould("http://h/f", "HTTP/1.1 2", 9, 7);
            Download_AnswerInPieces_EndsAsItShould("https://h/f", Hello, 9, 5);
            Download_AnswerInPieces_EndsAsItShould("ftp://h/f", Hello, 9, 2);
            Download_AnswerInPieces_EndsAsItShould("http:/h", Hello, 9, 1);
            Download_AnswerInPieces_EndsAsItShould("http://h:0/f", Hello, 9, 1);
            Download_AnswerInPieces_EndsAsItShould("http://h/f\r\nX: y", Hello, 9, 1);
        }

        private static void Download_AnswerInPieces_EndsAsItShould(string location, string answer, int most, int failure)
        {
            for (int piece = 1; piece < 200; piece = piece * 3 + 1)
            {
                ServerFake server = new ServerFake(answer, piece);
                HttpTransfer transfer = new HttpTransfer(server, null, new Crc32());
                FileFake file = new FileFake("");
                transfer.BeginDownload(location, file, most, 0);
                TransferState state = Run(transfer);
                Assert.AreEqual(failure, (int)transfer.Failure, "piece " + piece);
                Assert.AreEqual((int)(failure == 0 ? TransferState.Done : TransferState.Failed), (int)state);
                if (failure == 0) Assert.AreEqual("hello", file.Taken);
                Assert.AreEqual(server.Host == null ? 0 : 1, server.Closed, "the stream is closed once");
            }
        }

        [TestMethod]
        public void Download_Request_IsWrittenFromTheLocation()
        {
            // Location; host and port, and the line the server sees.
            Download_Request_IsWrittenFromTheLocation("http://h/f?a=b#part", "h:80", "GET /f?a=b HTTP/1.1\r\nHost: h\r\n");
            Download_Request_IsWrittenFromTheLocation("HTTP://h:8080", "h:8080", "GET / HTTP/1.1\r\nHost: h:8080\r\n");
            Download_Request_IsWrittenFromTheLocation("http://h?x", "h:80", "GET /?x HTTP/1.1\r\nHost: h\r\n");
            Download_Request_IsWrittenFromTheLocation("http://u:p@h/f", "h:80", "Authorization: Basic dTpw\r\n");
        }

        private static void Download_Request_IsWrittenFromTheLocation(string location, string host, string holds)
        {
            ServerFake server = new ServerFake(Hello, 100);
            HttpTransfer transfer = new HttpTransfer(server, null, new Crc32());
            transfer.BeginDownload(location, new FileFake(""), 9, 0);
            Run(transfer);
            Assert.AreEqual(host, server.Host);
            Assert.Contains(holds, server.Got);
            Assert.EndsWith("\r\n\r\n", server.Got);
        }

        [TestMethod]
        public void Upload_ToAFolder_Rule71_PutsTheFileWhole()
        {
            ServerFake server = new ServerFake("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", 7);
            HttpTransfer transfer = new HttpTransfer(server, null, new Crc32());
            transfer.BeginUpload("http://h/logs/", "a.log", new FileFake("line one, line two"), 0);
            Assert.AreEqual((int)TransferState.Done, (int)Run(transfer));
            Assert.StartsWith("PUT /logs/a.log HTTP/1.1\r\n", server.Got);
            Assert.Contains("Content-Length: 18\r\n", server.Got);
            Assert.EndsWith("\r\n\r\nline one, line two", server.Got);
            Assert.AreEqual(18, transfer.Moved);
        }

        [TestMethod]
        public void Upload_PutRefused_Rule71_IsPostedTheNextTime()
        {
            ServerFake server = new ServerFake("HTTP/1.1 405 No\r\n\r\n", 99);
            HttpTransfer transfer = new HttpTransfer(server, null, new Crc32());
            transfer.BeginUpload("http://h/f", "a", new FileFake("x"), 0);
            Assert.AreEqual((int)TransferState.Failed, (int)Run(transfer));
            Assert.AreEqual((int)TransferFailure.HttpStatus, (int)transfer.Failure);
            transfer.BeginUpload("http://h/f", "a", new FileFake("x"), 0);
            Run(transfer);
            Assert.Contains("POST /f/a HTTP/1.1", server.Got);
        }

        [TestMethod]
        public void Upload_LocationWithAQuery_Rule71_IsTakenAsItIs()
        {
            ServerFake server = new ServerFake("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", 7);
            HttpTransfer transfer = new HttpTransfer(server, null, new Crc32());
            transfer.BeginUpload("http://h/up?of=7", "a.log", new FileFake("x"), 0);
            Assert.AreEqual((int)TransferState.Done, (int)Run(transfer));
            Assert.StartsWith("PUT /up?of=7 HTTP/1.1\r\n", server.Got);
        }

        [TestMethod]
        public void Transfer_ServerFallsSilentOrRefuses_IsBounded()
        {
            ServerFake server = new ServerFake("", 99) { Silent = true };
            HttpTransfer transfer = new HttpTransfer(server, null, new Crc32());
            transfer.BeginDownload("http://h/f", new FileFake(""), 9, 1000);
            Assert.AreEqual((int)TransferState.Running, (int)transfer.Poll(1000));
            Assert.AreEqual((int)TransferState.Running, (int)transfer.Poll(30999));
            Assert.AreEqual((int)TransferState.Failed, (int)transfer.Poll(31000));
            Assert.AreEqual((int)TransferFailure.TimedOut, (int)transfer.Failure);
            server.Opens = OpenResult.NoAddress;
            transfer.BeginDownload("http://h/f", new FileFake(""), 9, 1000);
            Assert.AreEqual((int)TransferState.Failed, (int)transfer.Poll(1000));
            Assert.IsTrue(transfer.NeedsStall("http://h/f"), "the name needs a look-up, which freezes the threads");
            Assert.IsTrue(transfer.NeedsStall("HTTPS://h/f"));
        }

        private static TransferState Run(HttpTransfer transfer)
        {
            TransferState state = TransferState.Running;
            for (int i = 0; i < 2000 && state == TransferState.Running; i++) state = transfer.Poll(i);
            return state;
        }
    }
}
