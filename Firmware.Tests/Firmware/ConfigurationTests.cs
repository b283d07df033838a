using Charger.Can;
using Charger.Runtime;
using nanoFramework.TestFramework;
using Ocpp.Client.Configuration;
using Ocpp.Client.Security;
using Ocpp.Client.Transport;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.FirmwareRoom
{
    [TestClass]
    public class ConfigurationTests
    {
        [TestMethod]
        public void SecurityProfile_NeverConnected_NoneIsConfirmed()
        {
            SecurityProfileControl profile = (SecurityProfileControl)new FirmwareRig().Firmware.Configuration.Guard;
            Assert.AreEqual(-1, profile.Confirmed);
        }

        [TestMethod]
        public void VendorKeys_EveryDefault_PassesItsOwnBounds()
        {
            VendorKeys keys = new VendorKeys();
            ConfigurationKey row = new ConfigurationKey();
            for (int i = 0; i < keys.Count; i++)
            {
                row.Clear();
                keys.Describe(i, row);
                Assert.StartsWith(VendorKeys.Prefix, row.Name);
                Assert.IsTrue(row.Name.Length <= 50);
                Assert.IsTrue(row.About.Length > 0);
                string value = row.Kind == KeyKind.Whole ? row.Default.ToString() : row.Kind == KeyKind.Truth ? "true" : row.DefaultText;
                Assert.IsNull(KeyValue.Check(row, value));
            }
        }

        [TestMethod]
        public void VendorKeys_Changed_ReachTheChargersSettings()
        {
            ConfigurationStore store = Store(new MemoryFiles());
            Assert.IsTrue(store.Set("Charger.CeilingMa", "50000") == ConfigurationStatus.RebootRequired);
            Assert.IsTrue(store.Set("charger.profile", "2") == ConfigurationStatus.RebootRequired);
            int[] settings = ChargerSettings.Defaults();
            Assert.IsNull(VendorKeys.Fill(store, settings));
            Assert.AreEqual(50000, settings[ChargerSettings.CeilingMa]);
            Assert.AreEqual(2, settings[ChargerSettings.Profile]);
            Assert.AreEqual(33570, settings[ChargerSettings.RatedMa]);
        }

        [TestMethod]
        public void VendorKeys_OfTheLink_AreItsLimits()
        {
            ConfigurationStore store = Store(new MemoryFiles());
            LinkLimits usual = new LinkLimits();
            LinkLimits limits = LinkSettings.Of(store);
            Assert.IsTrue(limits.ConnectMs == usual.ConnectMs && limits.UpgradeMs == usual.UpgradeMs && limits.IdleMs == usual.IdleMs, "defaults");
            Assert.IsTrue(limits.PongMs == usual.PongMs && limits.SendStallMs == usual.SendStallMs && limits.ReceiveBytes == usual.ReceiveBytes, "defaults");
            Assert.IsTrue(store.Set("Charger.PongMs", "999") == ConfigurationStatus.Rejected);
            Assert.IsTrue(store.Set("Charger.MessageBytes", "16385") == ConfigurationStatus.Rejected);
            Assert.IsTrue(store.Set("Charger.ConnectMs", "5000") == ConfigurationStatus.RebootRequired);
            store.Set("Charger.UpgradeMs", "6000");
            store.Set("Charger.IdleMs", "70000");
            store.Set("Charger.PongMs", "8000");
            store.Set("Charger.SendStallMs", "9000");
            store.Set("Charger.MessageBytes", "2048");
            limits = LinkSettings.Of(store);
            Assert.IsTrue(limits.ConnectMs == 5000 && limits.UpgradeMs == 6000 && limits.IdleMs == 70000, "changed");
            Assert.IsTrue(limits.PongMs == 8000 && limits.SendStallMs == 9000 && limits.ReceiveBytes == 2048, "changed");
        }

        [TestMethod]
        public void Composition_SettingsThatDoNotFit_FallBackToDefaultsAndAreTold()
        {
            MemoryFiles files = new MemoryFiles();
            ConfigurationStore store = Store(files);
            store.Set("Charger.BmsFreshMs", "9000");
            FirmwareRig rig = new FirmwareRig(files);
            rig.Run(20);
            Assert.AreEqual(3000, rig.Firmware.Settings[ChargerSettings.BmsFreshMs]);
            Assert.Contains("settings do not fit together: BmsSilentMs '5000' is not allowed: at least BmsFreshMs 9000", rig.Line.Written);
        }

        [TestMethod]
        public void ConfigurationImport_GoodFile_IsTakenWholeInOneWriteAndRemoved()
        {
            MemoryFiles files = new MemoryFiles();
            ConfigurationStore store = Store(files);
            FileStub file = new FileStub("Charger.Url=ws://central:9000/ocpp;HeartbeatInterval=60;AuthorizeRemoteTxRequests=true;AuthorizationKey=00112233445566778899aabbccddeeff");
            int writes = files.Writes;
            Assert.IsTrue(new ConfigurationImport(store, Silent()).Run(file));
            Assert.AreEqual(1, files.Writes - writes);
            Assert.IsFalse(file.IsThere);
            ConfigurationStore again = Store(files);
            Assert.AreEqual(60, again.Whole(OcppKeys.HeartbeatInterval));
            Assert.AreEqual("ws://central:9000/ocpp", again.Text(again.VendorBase + VendorKeys.Url));
        }

        [TestMethod]
        public void ConfigurationImport_BadFile_ChangesNothingAndSaysWhy()
        {
            ConfigurationImport_BadFile_ChangesNothingAndSaysWhy("HeartbeatInterval=60;Charger.Url=http://x", "Charger.Url = 'http://x' is not allowed: ws://HOST");
            ConfigurationImport_BadFile_ChangesNothingAndSaysWhy("HeartbeatInterval=60;Charger.CeilingMv=130000", "Charger.CeilingMv = '130000' is not allowed: a whole number from 20000 to 120000");
            ConfigurationImport_BadFile_ChangesNothingAndSaysWhy("HeartbeatInterval=60;Nonsense=1", "no key 'Nonsense'");
            ConfigurationImport_BadFile_ChangesNothingAndSaysWhy("HeartbeatInterval=60;NumberOfConnectors=2", "NumberOfConnectors = '2' is not allowed: it is read-only");
            ConfigurationImport_BadFile_ChangesNothingAndSaysWhy("HeartbeatInterval=60;AuthorizationKey=geheim", "AuthorizationKey is not allowed: 32 to 40 hexadecimal digits");
            ConfigurationImport_BadFile_ChangesNothingAndSaysWhy("broken", "not a flat object");
        }

        private static void ConfigurationImport_BadFile_ChangesNothingAndSaysWhy(string pairs, string expected)
        {
            MemoryFiles files = new MemoryFiles();
            ConfigurationStore store = Store(files);
            store.Set("HeartbeatInterval", "77");
            Paper paper = new Paper();
            FileStub file = new FileStub(pairs);
            Log log = Silent();
            log.AddSink(new Terminal.ConsoleSink(paper, null, new Terminal.LineEditor(new Charger.Runtime.TextOutput(paper))));
            Assert.IsFalse(new ConfigurationImport(store, log).Run(file));
            log.Pump();
            Assert.Contains(expected, paper.Text);
            Assert.DoesNotContains("geheim", paper.Text);
            Assert.AreEqual(77, store.Whole(OcppKeys.HeartbeatInterval));
            Assert.IsTrue(file.IsThere);
        }

        [TestMethod]
        public void Endpoint_Address_IsTakenApart()
        {
            Endpoint_Address_IsTakenApart("ws://central", false, "central", 80, "");
            Endpoint_Address_IsTakenApart("ws://10.0.0.7:9000/ocpp/", false, "10.0.0.7", 9000, "/ocpp");
            Endpoint_Address_IsTakenApart("WSS://central.example/a/b", true, "central.example", 443, "/a/b");
            Endpoint_Address_IsTakenApart("wss://central.example:8443", true, "central.example", 8443, "");
        }

        private static void Endpoint_Address_IsTakenApart(string text, bool secure, string host, int port, string path)
        {
            LinkTarget target = new LinkTarget();
            Assert.IsTrue(Endpoint.TryParse(text, target));
            Assert.AreEqual(secure, target.Secure);
            Assert.AreEqual(host, target.Host);
            Assert.AreEqual(port, target.Port);
            Assert.AreEqual(path, target.Path);
        }

        [TestMethod]
        public void Endpoint_NoAddress_IsRefused()
        {
            Endpoint_NoAddress_IsRefused("");
            Endpoint_NoAddress_IsRefused("http://central");
            Endpoint_NoAddress_IsRefused("ws://");
            Endpoint_NoAddress_IsRefused("ws://:80");
            Endpoint_NoAddress_IsRefused("ws://central:0");
            Endpoint_NoAddress_IsRefused("ws://central:65536");
            Endpoint_NoAddress_IsRefused("ws://central:8x");
            Endpoint_NoAddress_IsRefused("ws://user@central");
            Endpoint_NoAddress_IsRefused("ws://central/a?b");
            Endpoint_NoAddress_IsRefused("ws://cen tral");
        }

        private static void Endpoint_NoAddress_IsRefused(string text)
        {
            Assert.IsFalse(Endpoint.TryParse(text, new LinkTarget()));
        }

        [TestMethod]
        public void Terminal_Config_SetsGetsAndListsWithSecretsMasked()
        {
            FirmwareRig rig = new FirmwareRig();
            Assert.Contains("kept and in force", Dialogue(rig, "config set HeartbeatInterval 120"));
            Assert.Contains("HeartbeatInterval = 120  -- s without any CALL", Dialogue(rig, "config get heartbeatinterval"));
            Assert.Contains("HeartbeatInterval = '0' is not allowed: a whole number from 1 to 86400", Dialogue(rig, "config set HeartbeatInterval 0"));
            Assert.Contains("kept; counts from the next start on", Dialogue(rig, "config set Charger.CeilingMa 60000"));
            Assert.Contains("kept and in force", Dialogue(rig, "ocpp key 00112233445566778899aabbccddeeff"));
            Assert.Contains("kept and in force", Dialogue(rig, "ocpp url ws://central:9000"));
            string some = Dialogue(rig, "config list a");
            Assert.Contains("AllowOfflineTxForUnknownId = false", some);
            Assert.Contains("AuthorizationKey = ****", some);
            Assert.DoesNotContains("00112233", some);
            Assert.Contains("NumberOfConnectors = 1  (read-only)", Dialogue(rig, "config list n"));
            Assert.Contains("Charger.EnergyReserveWh = 25", Dialogue(rig, "config list charger.e"));
            Assert.Contains("error: no key 'nothing': config list shows all", Dialogue(rig, "config get nothing"));
        }

        private static string Dialogue(FirmwareRig rig, string line)
        {
            rig.Line.Written = "";
            rig.Line.Type(line + "\r");
            rig.Run(3000);
            return rig.Line.Written;
        }

        private static Log Silent()
        {
            StoppedClock clock = new StoppedClock();
            return new Log(clock, new TimedLock("log", clock, null), new WakeSignal());
        }

        private static ConfigurationStore Store(MemoryFiles files)
        {
            return new ConfigurationStore(files, new Crc32(), Silent(), new OcppKeyTable(), new VendorKeys());
        }

        /// <summary>A file as "key=value;key=value".</summary>
        private sealed class FileStub : IConfigurationFile
        {
            private readonly string _pairs;

            public FileStub(string pairs)
            {
                _pairs = pairs;
            }

            public bool IsThere { get; private set; } = true;

            public string Read(IConfigurationReceiver receiver)
            {
                if (_pairs.IndexOf('=') < 0) return "not a flat object";
                int at = 0;
                while (at < _pairs.Length)
                {
                    int end = _pairs.IndexOf(';', at);
                    if (end < 0) end = _pairs.Length;
                    int equals = _pairs.IndexOf('=', at);
                    if (!receiver.Accept(_pairs.Substring(at, equals - at), _pairs.Substring(equals + 1, end - equals - 1))) return null;
                    at = end + 1;
                }
                return null;
            }

            public void Remove()
            {
                IsThere = false;
            }
        }
    }
}
