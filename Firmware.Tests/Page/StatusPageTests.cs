using System.Text;
using Charger.Can;
using Charger.Runtime;
using Firmware.Page;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;
using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Firmware.Tests.Page
{
    [TestClass]
    public class StatusPageTests
    {
        private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

        [TestMethod]
        public void Step_WithoutTheFile_NeverListens()
        {
            PageListenerFake network = new PageListenerFake();
            StatusPage page = new StatusPage(network, new MemoryFiles());
            network.Connect(Get);
            Assert.IsTrue(page.Step(0, new LineLog()) == long.MaxValue);
            Assert.AreEqual("", network.Opened);
            Assert.AreEqual(0, network.Asked);
        }

        [TestMethod]
        public void File_Line_NamesNetworkAndPortOrThereIsNoPage()
        {
            File_Line_NamesNetworkAndPortOrThereIsNoPage("wifi", "");
            File_Line_NamesNetworkAndPortOrThereIsNoPage("lan 80", "");
            File_Line_NamesNetworkAndPortOrThereIsNoPage("wifi 0", "");
            File_Line_NamesNetworkAndPortOrThereIsNoPage("wifi 65536", "");
            File_Line_NamesNetworkAndPortOrThereIsNoPage("wifi 80 81", "");
            File_Line_NamesNetworkAndPortOrThereIsNoPage("wifi -1", "");
            File_Line_NamesNetworkAndPortOrThereIsNoPage("wifi 80", "wifi 80");
            File_Line_NamesNetworkAndPortOrThereIsNoPage("ETHERNET 65535\n", "ethernet 65535");
        }

        private static void File_Line_NamesNetworkAndPortOrThereIsNoPage(string line, string opened)
        {
            PageListenerFake network = new PageListenerFake();
            LineLog log = new LineLog();
            StatusPage page = new StatusPage(network, Files(line));
            page.Step(0, log);
            page.Step(1, log);
            Assert.AreEqual(opened, network.Opened, line);
            if (opened.Length == 0) Assert.AreEqual("W file 'page': '" + line + "' is not allowed; expected are a network and a port as in 'wifi 80': wifi or ethernet; 1 to 65535; there is no status page", log.Lines);
            else Assert.StartsWith("I status page: http://10.0.0.5:", log.Lines);
        }

        [TestMethod]
        public void Request_ForThePage_IsAnsweredInItsStep()
        {
            PageListenerFake network = new PageListenerFake();
            StatusPage page = Opened(network);
            PageClientFake client = network.Connect(Get);
            Serve(page, 1000);
            Assert.StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ", client.Answer);
            int body = client.Answer.IndexOf("\r\n\r\n") + 4;
            Assert.IsTrue(client.Answer.IndexOf("Content-Length: " + (client.Answer.Length - body) + "\r\n") > 0, client.Answer);
            Assert.IsFalse(client.IsClosed);
            client.HasGone = true;
            Serve(page, 1020);
            Assert.IsTrue(client.IsClosed && page.IsIdle);
            Assert.AreEqual(1, page.Served);
        }

        [TestMethod]
        public void Request_ForSomethingElse_IsRefusedWithItsStatus()
        {
            Request_ForSomethingElse_IsRefusedWithItsStatus("GET /x HTTP/1.1\r\n\r\n", "HTTP/1.1 404 Not Found\r\n");
            Request_ForSomethingElse_IsRefusedWithItsStatus("PUT / HTTP/1.1\r\n\r\n", "HTTP/1.1 405 Method Not Allowed\r\n");
            Request_ForSomethingElse_IsRefusedWithItsStatus("nonsense\r\n", "HTTP/1.1 400 Bad Request\r\n");
        }

        private static void Request_ForSomethingElse_IsRefusedWithItsStatus(string request, string answer)
        {
            PageListenerFake network = new PageListenerFake();
            StatusPage page = Opened(network);
            PageClientFake client = network.Connect(request);
            Serve(page, 1000);
            Assert.StartsWith(answer, client.Answer);
            Assert.AreEqual(answer.IndexOf("405") > 0, client.Answer.IndexOf("Allow: GET\r\n") > 0);
            Assert.AreEqual(0, page.Served, request);
        }

        [TestMethod]
        public void SecondClient_WhileOneIsServed_IsToldToComeAgain()
        {
            PageListenerFake network = new PageListenerFake();
            StatusPage page = Opened(network);
            PageClientFake first = network.Connect("GET / HT");
            Serve(page, 1000);
            PageClientFake second = network.Connect(Get);
            PageClientFake third = network.Connect(Get);
            Serve(page, 1200);
            Assert.StartsWith("HTTP/1.1 503 Service Unavailable\r\n", second.Answer);
            Assert.IsTrue(second.Answer.IndexOf("Retry-After: 2\r\nRefresh: 2\r\n") > 0, second.Answer);
            Serve(page, 1400);
            Assert.AreEqual("", third.Answer);
            first.Send("TP/1.1\r\n\r\n");
            Serve(page, 1420);
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", first.Answer);
            second.HasGone = true;
            Serve(page, 1440);
            Serve(page, 1600);
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", third.Answer);
        }

        [TestMethod]
        public void Client_ThatStops_IsEndedAfterItsTime()
        {
            Client_ThatStops_IsEndedAfterItsTime("", 1000);
            Client_ThatStops_IsEndedAfterItsTime("GET / HTTP/1.1\r\nHos", 3000);
        }

        private static void Client_ThatStops_IsEndedAfterItsTime(string request, int ms)
        {
            PageListenerFake network = new PageListenerFake();
            StatusPage page = Opened(network);
            PageClientFake client = network.Connect(request);
            Serve(page, 1000);
            Serve(page, 1000 + ms - 1);
            Assert.IsFalse(client.IsClosed, request);
            Serve(page, 1000 + ms);
            Assert.IsTrue(client.IsClosed && page.IsIdle, request);
            Assert.AreEqual("", client.Answer, request);
        }

        [TestMethod]
        public void Client_ThatSendsByteByByte_IsEndedAfterItsTime()
        {
            PageListenerFake network = new PageListenerFake();
            StatusPage page = Opened(network);
            PageClientFake client = network.Connect("G");
            int nowMs = 1000;
            for (; nowMs < 6000 && !client.IsClosed; nowMs += 500)
            {
                Serve(page, nowMs);
                client.Send("G");
            }
            Assert.AreEqual(4500, nowMs);
        }

        [TestMethod]
        public void Client_ThatReadsSlowly_GetsAllWithinItsTimeOrIsEnded()
        {
            PageListenerFake network = new PageListenerFake();
            StatusPage page = Opened(network);
            PageClientFake slow = network.Connect(Get);
            slow.Takes = 100;
            for (int nowMs = 1000; nowMs < 3000; nowMs += 20) Serve(page, nowMs);
            Assert.IsTrue(slow.Answer.IndexOf("</html>") > 0 && slow.IsClosed, slow.Answer);
            PageClientFake stuck = network.Connect(Get);
            stuck.Takes = 0;
            Serve(page, 3000);
            Serve(page, 5999);
            Assert.IsFalse(stuck.IsClosed);
            Serve(page, 6000);
            Assert.IsTrue(stuck.IsClosed && page.IsIdle);
        }

        [TestMethod]
        public void Client_ThatKeepsTheConnection_IsEndedAndOthersAreServedMeanwhile()
        {
            PageListenerFake network = new PageListenerFake();
            StatusPage page = Opened(network);
            PageClientFake keeps = network.Connect(Get);
            Serve(page, 1000);
            PageClientFake next = network.Connect(Get);
            Serve(page, 1200);
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", next.Answer);
            Assert.IsFalse(keeps.IsClosed);
            Serve(page, 1500);
            Assert.IsTrue(keeps.IsClosed);
        }

        [TestMethod]
        public void Step_Often_LooksForAClientFiveTimesASecond()
        {
            PageListenerFake network = new PageListenerFake();
            StatusPage page = Opened(network);
            network.Asked = 0;
            for (int nowMs = 1000; nowMs < 3000; nowMs += 10) Serve(page, nowMs);
            Assert.AreEqual(10, network.Asked);
        }

        [TestMethod]
        public void Network_LosesOrChangesItsAddress_ThePageFollows()
        {
            PageListenerFake network = new PageListenerFake();
            network.Present = "";
            StatusPage page = new StatusPage(network, Files("wifi 80"));
            LineLog log = new LineLog();
            page.Step(0, log);
            network.Present = "10.0.0.5";
            page.Step(9999, log);
            Assert.AreEqual("", network.Address);
            page.Step(10000, log);
            Assert.AreEqual("10.0.0.5", network.Address);
            network.Present = "10.0.0.9";
            page.Step(20000, log);
            Assert.AreEqual("10.0.0.9", network.Address);
            Assert.AreEqual("D status page: no address; tried again every 10 s|I status page: http://10.0.0.5:80/|I status page: 10.0.0.5 is no longer the address of wifi|I status page: http://10.0.0.9:80/", log.Lines);
        }

        [TestMethod]
        public void Command_Page_SwitchesAndIsKept()
        {
            PageListenerFake network = new PageListenerFake();
            MemoryFiles files = new MemoryFiles();
            StatusPage page = new StatusPage(network, files);
            Assert.AreEqual("off", Type(page, "page"));
            Assert.AreEqual("kept; opens at once", Type(page, " Page WIFI 8080"));
            page.Step(50, new LineLog());
            Assert.AreEqual("wifi 8080, http://10.0.0.5:8080/, 0 answered, 0 told to wait", Type(page, "page"));
            StatusPage later = new StatusPage(new PageListenerFake(), files);
            Assert.AreEqual("wifi 8080, not open: no address yet, or the port is taken", Type(later, "page").Substring(0, 57));
            Assert.StartsWith("error: page 'wlan 80' is not allowed", Type(page, "page wlan 80"));
            PageClientFake client = network.Connect("GET");
            Serve(page, 300);
            Assert.AreEqual("kept; the page is off", Type(page, "page off"));
            Assert.IsTrue(client.IsClosed);
            Assert.AreEqual("", network.Address);
            Assert.AreEqual(-1, files.Length("page"));
            Assert.IsTrue(page.Step(20000, new LineLog()) == long.MaxValue);
        }

        [TestMethod]
        public void Command_OtherLines_GoOnToTheConsole()
        {
            StatusPage page = new StatusPage(new PageListenerFake(), new MemoryFiles());
            string line = "pages";
            Assert.IsNull(page.Command(ref line));
            line = "help";
            Assert.StartsWith("  page [off", page.Command(ref line));
            Assert.AreEqual("help", line);
            line = "help page";
            Assert.StartsWith("  page [off", page.Command(ref line));
            Assert.AreEqual("", line);
            line = "page";
            page.Command(ref line);
            Assert.AreEqual("", line);
        }

        [TestMethod]
        public void Content_None_AsksTheClientToComeAgain()
        {
            PageListenerFake network = new PageListenerFake();
            StatusPage page = Opened(network);
            PageClientFake client = network.Connect(Get);
            page.Step(1000, new LineLog());
            Assert.IsTrue(page.Wants == PageContent.Page);
            page.Begin();
            page.End(1000);
            Assert.StartsWith("HTTP/1.1 503 Service Unavailable\r\n", client.Answer);
            Assert.AreEqual(0, page.Served);
        }

        [TestMethod]
        public void Content_TooLong_IsAnErrorOfTheServer()
        {
            PageListenerFake network = new PageListenerFake();
            StatusPage page = Opened(network);
            PageClientFake client = network.Connect(Get);
            page.Step(1000, new LineLog());
            JsonWriter into = page.Begin();
            for (int i = 0; i <= StatusHtml.MostBytes; i++) into.Byte('x');
            page.End(1000);
            Assert.StartsWith("HTTP/1.1 500 Internal Server Error\r\n", client.Answer);
        }

        [TestMethod]
        public void Html_OfTheLongestFacts_FitsAndEscapesWhatIsNotOurs()
        {
            JsonWriter into = new JsonWriter(new byte[StatusHtml.MostBytes]);
            PageFacts facts = new PageFacts();
            facts.Connector = "SuspendedEVSE";
            facts.SocDeciPercent = 1000;
            facts.PowerW = facts.Queued = facts.HeapFree = facts.HeapLowest = int.MinValue + 1;
            facts.Running = true;
            facts.EnergyWh = facts.UptimeS = long.MaxValue;
            facts.Phase = LinkPhase.UpgradeSent;
            facts.Registration = "Accepted";
            facts.Version = "<script>&\u00e9\n0123456789012345678901234567890123456789";
            Fault fault = new Fault();
            for (int i = 1; i <= ChargerFaults.LastOwn; i++)
            {
                if (!ChargerFaults.Describe(i, fault)) continue;
                Assert.IsTrue(IsPlain(fault.Text), fault.Text);
                if (fault.Text.Length > facts.FaultText.Length) facts.FaultText = fault.Text;
            }
            facts.FaultNumber = ChargerFaults.LastOwn;
            StatusHtml.Write(facts, into);
            Assert.IsFalse(into.Overflowed);
            string html = Encoding.UTF8.GetString(into.Buffer, 0, into.Count);
            Assert.IsTrue(html.IndexOf("<td>?script????0123") > 0, html);
        }

        [TestMethod]
        public void Html_OfACharge_SaysWhatItDoes()
        {
            string html = Html(true);
            Assert.IsTrue(html.IndexOf("<h1>Charging</h1>") > 0, html);
            Assert.IsTrue(html.IndexOf("<th>Power<td>2210 W<tr><th>Energy of the session<td>740 Wh<tr><th>Vehicle<td>plugged in<tr><th>State of charge<td>45.3 %<tr><th>Central system<td>connected") > 0, html);
            Assert.IsTrue(html.IndexOf("<th>Fault<td>none<tr><th>Firmware<td>1.2.3<tr><th>Uptime<td>1 d 2 h 3 min<tr><th>Heap free<td>-<tr>") > 0, html);
            Assert.IsTrue(Html(false).IndexOf("<th>Energy of the session<td>no session<tr>") > 0);
        }

        private static string Html(bool running)
        {
            JsonWriter into = new JsonWriter(new byte[StatusHtml.MostBytes]);
            PageFacts facts = new PageFacts();
            facts.Connector = "Charging";
            facts.Plugged = facts.OutputOn = true;
            facts.Running = running;
            facts.PowerW = 2210;
            facts.EnergyWh = 740;
            facts.SocDeciPercent = 453;
            facts.Phase = LinkPhase.ReadingHeader;
            facts.Version = "1.2.3";
            facts.UptimeS = 86400 + 2 * 3600 + 3 * 60 + 4;
            StatusHtml.Write(facts, into);
            return Encoding.UTF8.GetString(into.Buffer, 0, into.Count);
        }

        private static bool IsPlain(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            for (int i = 0; i < bytes.Length; i++)
                if (bytes[i] < ' ' || bytes[i] > '~' || bytes[i] == '<' || bytes[i] == '>' || bytes[i] == '&') return false;
            return true;
        }

        private static StatusPage Opened(PageListenerFake network)
        {
            StatusPage page = new StatusPage(network, Files("wifi 80"));
            page.Step(0, new LineLog());
            return page;
        }

        private static MemoryFiles Files(string line)
        {
            MemoryFiles files = new MemoryFiles();
            byte[] bytes = Encoding.UTF8.GetBytes(line);
            files.Write(PageAccess.File, bytes, 0, bytes.Length);
            return files;
        }

        private static string Type(StatusPage page, string line) => page.Command(ref line);

        /// <summary>One turn as the UI thread does it.</summary>
        private static void Serve(StatusPage page, long nowMs)
        {
            page.Step(nowMs, new LineLog());
            if (page.Wants == PageContent.None) return;
            StatusHtml.Write(new PageFacts(), page.Begin());
            page.End(nowMs);
        }
    }
}
