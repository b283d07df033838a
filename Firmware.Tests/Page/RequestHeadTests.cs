using System.Text;
using Firmware.Page;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Page
{
    [TestClass]
    public class RequestHeadTests
    {
        private const string Browser = "GET /health HTTP/1.1\r\nHost: 10.0.0.5\r\nUser-Agent: somebody\r\nAccept: */*\r\n\r\n";

        [TestMethod]
        public void Read_CutAtEveryByte_ReadsTheSame()
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Browser);
            for (int cut = 0; cut < bytes.Length; cut++)
            {
                RequestHead head = new RequestHead();
                head.Read(bytes, cut);
                Assert.AreEqual(0, head.Status, "whole after " + cut + " bytes");
                byte[] rest = new byte[bytes.Length - cut];
                System.Array.Copy(bytes, cut, rest, 0, rest.Length);
                head.Read(rest, rest.Length);
                Assert.AreEqual(RequestHead.Ok, head.Status, "cut at " + cut);
                Assert.IsTrue(head.Content == PageContent.Health);
            }
        }

        [TestMethod]
        public void Read_Request_HasItsStatus()
        {
            Read_Request_HasItsStatus("GET / HTTP/1.0\r\n\r\n", 200);
            Read_Request_HasItsStatus("GET / HTTP/1.1\nHost: a\n\n", 200);
            Read_Request_HasItsStatus("GET / HTTP/1.1\r\nHost: a\r\n\r\nwhat follows", 200);
            Read_Request_HasItsStatus("GET /%68ealth HTTP/1.1\r\n\r\n", 404);
            Read_Request_HasItsStatus("GET /%2e%2e/config HTTP/1.1\r\n\r\n", 404);
            Read_Request_HasItsStatus("GET /health/ HTTP/1.1\r\n\r\n", 404);
            Read_Request_HasItsStatus("GET /?a=1 HTTP/1.1\r\n\r\n", 404);
            Read_Request_HasItsStatus("GET http://10.0.0.5/ HTTP/1.1\r\n\r\n", 404);
            Read_Request_HasItsStatus("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", 405);
            Read_Request_HasItsStatus("HEAD /health HTTP/1.1\r\n\r\n", 405);
            Read_Request_HasItsStatus("get / HTTP/1.1\r\n\r\n", 405);
            Read_Request_HasItsStatus("GET /\r\n\r\n", 400);
            Read_Request_HasItsStatus("\r\n", 400);
            Read_Request_HasItsStatus("\n", 400);
            Read_Request_HasItsStatus("GET  / HTTP/1.1\r\n\r\n", 400);
            Read_Request_HasItsStatus("GET / HTTP/1.1 \r\n\r\n", 400);
            Read_Request_HasItsStatus("GET / HTTP/2.0\r\n\r\n", 400);
            Read_Request_HasItsStatus("GET /\t HTTP/1.1\r\n\r\n", 400);
            Read_Request_HasItsStatus("GET /\u00e9 HTTP/1.1\r\n\r\n", 400);
        }

        private static void Read_Request_HasItsStatus(string request, int status)
        {
            RequestHead head = new RequestHead();
            byte[] bytes = Encoding.UTF8.GetBytes(request);
            head.Read(bytes, bytes.Length);
            Assert.AreEqual(status, head.Status, request);
            Assert.AreEqual(status == RequestHead.Ok, head.Content != PageContent.None, request);
        }

        [TestMethod]
        public void Read_EndlessHeader_EndsAtItsBound()
        {
            RequestHead head = new RequestHead();
            Feed(head, "GET / HTTP/1.1\r\n");
            int bytes = "GET / HTTP/1.1\r\n".Length;
            for (; head.Status == 0 && bytes <= 10000; bytes += 8) Feed(head, "a: bcd\r\n");
            Assert.AreEqual(RequestHead.TooLarge, head.Status);
            Assert.IsTrue(bytes > RequestHead.MostBytes && bytes <= RequestHead.MostBytes + 8, bytes + " bytes");
        }

        [TestMethod]
        public void Read_EndlessHeaderLine_EndsAtItsBound()
        {
            RequestHead head = new RequestHead();
            Feed(head, "GET / HTTP/1.1\r\nCookie: ");
            for (int i = 0; head.Status == 0 && i < 10000; i++) Feed(head, "x");
            Assert.AreEqual(RequestHead.TooLarge, head.Status);
        }

        [TestMethod]
        public void Read_EndlessRequestLine_EndsAtItsBound()
        {
            RequestHead head = new RequestHead();
            int bytes = 0;
            for (; head.Status == 0 && bytes < 10000; bytes++) Feed(head, "G");
            Assert.AreEqual(RequestHead.LineTooLong, head.Status);
            Assert.AreEqual(RequestHead.MostLine + 1, bytes);
        }

        [TestMethod]
        public void Clear_AfterARequest_BeginsAnew()
        {
            RequestHead head = new RequestHead();
            Feed(head, "POST / HTTP/1.1\r\n");
            head.Clear();
            Assert.IsTrue(head.IsEmpty);
            Feed(head, Browser);
            Assert.AreEqual(RequestHead.Ok, head.Status);
        }

        private static void Feed(RequestHead head, string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            head.Read(bytes, bytes.Length);
        }
    }
}
