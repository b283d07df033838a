using System.Text;
using Charger.Runtime;
using Firmware.Tests.Fakes;
using Ocpp.Client.Certificates;
using Ocpp.Client.Connection;
using Ocpp.Client.Wire;
using nanoFramework.TestFramework;

namespace Firmware.Tests.Ocpp
{
    [TestClass]
    public class CertificateTests
    {
        private const string Head = "-----BEGIN CERTIFICATE-----";
        private const string Foot = "-----END CERTIFICATE-----";

        private const int SerialAt = 15;
        private const int IssuerLetterAt = 43;

        [TestMethod]
        public void Sha256_InPieces_IsTheStandardsValue()
        {
            byte[] bytes = Encoding.UTF8.GetBytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
            byte[] hash = new byte[Sha256.HashBytes];
            Sha256 pieces = new Sha256();
            for (int i = 0; i < bytes.Length; i++) pieces.Update(bytes, i, 1);
            pieces.Finish(hash, 0);
            Assert.AreEqual(0x248d6a61u, Bytes.UInt32(hash, 0));
            Assert.AreEqual(0x19db06c1u, Bytes.UInt32(hash, 28));
        }

        [TestMethod]
        public void ToDer_Text_IsOneCertificateOrNone()
        {
            ToDer_Text_IsOneCertificateOrNone(Head + "\\nAB\\/\\u002B\\n" + Foot, 3);
            ToDer_Text_IsOneCertificateOrNone("\r\n" + Head + "\r\nABCDEA==\n" + Foot + "\n", 4);
            ToDer_Text_IsOneCertificateOrNone(Head + "ABCD", -1);
            ToDer_Text_IsOneCertificateOrNone("ABCD" + Foot, -1);
            ToDer_Text_IsOneCertificateOrNone(Head + "ABCD" + Foot + Head, -1);
            ToDer_Text_IsOneCertificateOrNone(Head + "AB=C" + Foot, -1);
            ToDer_Text_IsOneCertificateOrNone(Head + "AB*C" + Foot, -1);
            ToDer_Text_IsOneCertificateOrNone(Head + "ABC" + Foot, -1);
            ToDer_Text_IsOneCertificateOrNone(Head + Foot, -1);
            ToDer_Text_IsOneCertificateOrNone(Head + "ABC\\", -1);
            ToDer_Text_IsOneCertificateOrNone(Head + "ABC\\u00", -1);
        }

        private static void ToDer_Text_IsOneCertificateOrNone(string text, int expected)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.AreEqual(expected, Pem.ToDer(bytes, 0, bytes.Length, new byte[4], 0, 4));
            Assert.AreEqual(-1, Pem.ToDer(bytes, 0, bytes.Length, new byte[2], 0, 2));
        }

        [TestMethod]
        public void Certificate_CutAtEveryByte_IsRefused()
        {
            byte[] der = Root();
            DerCertificate read = new DerCertificate();
            Assert.AreEqual(null, read.Read(der, der.Length));
            Assert.IsTrue(read.IsSelfIssued);
            for (int length = 0; length < der.Length; length++) Assert.IsTrue(read.Read(der, length) != null);
        }

        [TestMethod]
        public void Install_Certificates_AreListedByTheirHashes()
        {
            MemoryFiles files = new MemoryFiles();
            StoreFake store = new StoreFake();
            CertificateIndex index = New(files, store);
            Assert.AreEqual("", List(index, CertificateUse.CentralSystemRootCertificate));
            Assert.AreEqual((int)InstallStatus.Rejected, Install(index, CertificateUse.CentralSystemRootCertificate, Changed(IssuerLetterAt, 65)));
            Assert.AreEqual((int)InstallStatus.Accepted, Install(index, CertificateUse.CentralSystemRootCertificate, Root()));
            string listed = List(New(files, store), CertificateUse.CentralSystemRootCertificate);
            Assert.Contains("8810dc85", listed);
            Assert.Contains("6d4cb814", listed);
            Assert.Contains("\"ab12\"}", listed);
            // Installing the same root again changes nothing; a second root takes the last place; both are there after a restart.
            Assert.AreEqual((int)InstallStatus.Accepted, Install(index, CertificateUse.CentralSystemRootCertificate, Root()));
            Assert.AreEqual(1, store.Certificates);
            Assert.AreEqual((int)InstallStatus.Accepted, Install(index, CertificateUse.CentralSystemRootCertificate, Changed(SerialAt, 1)));
            Assert.AreEqual(2, store.Certificates);
            Assert.AreEqual((int)InstallStatus.Rejected, Install(New(files, store), CertificateUse.CentralSystemRootCertificate, Changed(SerialAt, 2)));
            Assert.AreEqual((int)InstallStatus.Accepted, Install(index, CertificateUse.ManufacturerRootCertificate, Changed(SerialAt, 3)));
            Assert.AreEqual((int)InstallStatus.Rejected, Install(index, CertificateUse.ManufacturerRootCertificate, Changed(SerialAt, 4)));
            Assert.AreEqual(2, store.Certificates);
        }

        [TestMethod]
        public void Delete_TheLastRoot_Stays()
        {
            MemoryFiles files = new MemoryFiles();
            StoreFake store = new StoreFake();
            CertificateIndex index = New(files, store);
            Install(index, CertificateUse.CentralSystemRootCertificate, Root());
            string listed = List(index, CertificateUse.CentralSystemRootCertificate);
            string name = listed.Substring(listed.IndexOf("8810dc85"), 64);
            string key = listed.Substring(listed.IndexOf("6d4cb814"), 64);
            Assert.AreEqual((int)DeleteStatus.NotFound, (int)index.Delete(key, key, "ab12"));
            Assert.AreEqual((int)DeleteStatus.Failed, (int)index.Delete(name.ToUpper(), key, "AB12"));
            Install(index, CertificateUse.CentralSystemRootCertificate, Changed(SerialAt, 1));
            Assert.AreEqual((int)DeleteStatus.Accepted, (int)index.Delete(name, key, "ab12"));
            Assert.AreEqual((int)DeleteStatus.NotFound, (int)index.Delete(name, key, "ab12"));
            Assert.AreEqual(1, store.Certificates);
        }

        [TestMethod]
        public void Install_StoreRefuses_IsFailedAndNotListed()
        {
            MemoryFiles files = new MemoryFiles();
            StoreFake store = new StoreFake { Refuses = true };
            CertificateIndex index = New(files, store);
            Assert.AreEqual((int)InstallStatus.Failed, Install(index, CertificateUse.CentralSystemRootCertificate, Root()));
            Assert.AreEqual("", List(index, CertificateUse.CentralSystemRootCertificate));
            Assert.AreEqual((int)InstallStatus.Failed, Install(New(files, null), CertificateUse.CentralSystemRootCertificate, Root()));
        }

        [TestMethod]
        public void DeployedCertificate_IsInstalledOnce()
        {
            MemoryFiles files = new MemoryFiles();
            StoreFake store = new StoreFake();
            byte[] text = Text(Root());
            files.Write(CertificateIndex.DeployedFile, text, 0, text.Length);
            New(files, store).Start();
            Assert.AreEqual(1, store.Certificates);
            Assert.AreEqual(-1, files.Length(CertificateIndex.DeployedFile));
            Assert.IsTrue(CertificateIndex.HasRoot(files, new Crc32()));
        }

        [TestMethod]
        public void Profile_WholeGrid_OnlyUpAndOnlyWithWhatItNeeds()
        {
            for (int wanted = 0; wanted <= SecurityProfileTable.Highest; wanted++)
                for (int set = 0; set <= SecurityProfileTable.Highest; set++)
                    for (int confirmed = SecurityProfileTable.None; confirmed <= set; confirmed++)
                        for (int has = 0; has < 16; has++)
                        {
                            bool password = (has & 1) != 0, address = (has & 2) != 0, root = (has & 4) != 0, own = (has & 8) != 0;
                            string why = SecurityProfileTable.WhyNot(wanted, set, confirmed, password, address, root, own);
                            bool needs = wanted == 0 || (wanted == 1 && password) || (wanted == 2 && password && address && root) || (wanted == 3 && address && root && own);
                            bool allowed = wanted >= confirmed && (wanted == set || needs);
                            Assert.AreEqual(allowed, why == null, wanted + " " + set + " " + confirmed + " " + has);
                        }
        }

        private static CertificateIndex New(IStorage files, ICertificateStore store) => new CertificateIndex(files, new Crc32(), store, new LineLog());

        private static int Install(CertificateIndex index, CertificateUse use, byte[] der)
        {
            byte[] text = Text(der);
            return (int)index.Install(use, CertificateIndex.Decode(text, 0, text.Length));
        }

        private static string List(CertificateIndex index, CertificateUse use)
        {
            JsonWriter w = new JsonWriter(new byte[1000]);
            index.Write(w, use);
            return Encoding.UTF8.GetString(w.Buffer, 0, w.Count);
        }

        private static byte[] Text(byte[] der)
        {
            byte[] text = new byte[Pem.LengthOf(der.Length)];
            Assert.AreEqual(text.Length, Pem.Write(der, der.Length, text, 0));
            return text;
        }

        /// <summary>CN=R, serial number AB12, P-256, self-signed; the expected hashes come from another tool.</summary>
        private static byte[] Root()
        {
            return new byte[]
            {
                0x30, 0x82, 0x01, 0x5E, 0x30, 0x82, 0x01, 0x04, 0xA0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x03, 0x00, 0xAB, 0x12, 0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86,
                0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02, 0x30, 0x0C, 0x31, 0x0A, 0x30, 0x08, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0C, 0x01, 0x52, 0x30, 0x20, 0x17, 0x0D,
                0x32, 0x36, 0x31, 0x31, 0x32, 0x31, 0x30, 0x37, 0x34, 0x35, 0x33, 0x35, 0x5A, 0x18, 0x0F, 0x32, 0x31, 0x32, 0x36, 0x31, 0x30, 0x32, 0x38, 0x30,
                0x37, 0x34, 0x35, 0x33, 0x35, 0x5A, 0x30, 0x0C, 0x31, 0x0A, 0x30, 0x08, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0C, 0x01, 0x52, 0x30, 0x59, 0x30, 0x13,
                0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04, 0x75,
                0x9D, 0x5A, 0xB1, 0x2F, 0xD0, 0x92, 0x7D, 0x86, 0x47, 0xD6, 0xD4, 0x63, 0xF4, 0xCC, 0x83, 0x63, 0x18, 0x63, 0x4E, 0x3A, 0x8F, 0xED, 0x9A, 0x67,
                0xC5, 0xF5, 0xC7, 0x6A, 0x99, 0x18, 0x1F, 0x63, 0x9E, 0xA1, 0xEA, 0x18, 0x3A, 0x28, 0x24, 0xBD, 0xC8, 0xDF, 0x54, 0x38, 0x13, 0xFF, 0x8D, 0x4C,
                0x9B, 0xBA, 0x0F, 0x21, 0x2F, 0xF5, 0x42, 0xAF, 0xFA, 0xF5, 0x42, 0x3A, 0x74, 0x50, 0xE3, 0xA3, 0x53, 0x30, 0x51, 0x30, 0x1D, 0x06, 0x03, 0x55,
                0x1D, 0x0E, 0x04, 0x16, 0x04, 0x14, 0xF6, 0x34, 0x8B, 0x20, 0x74, 0x64, 0x42, 0xB7, 0x70, 0x04, 0xC9, 0xC8, 0xBA, 0xC7, 0xC4, 0xEF, 0xD7, 0xED,
                0xEF, 0x6F, 0x30, 0x1F, 0x06, 0x03, 0x55, 0x1D, 0x23, 0x04, 0x18, 0x30, 0x16, 0x80, 0x14, 0xF6, 0x34, 0x8B, 0x20, 0x74, 0x64, 0x42, 0xB7, 0x70,
                0x04, 0xC9, 0xC8, 0xBA, 0xC7, 0xC4, 0xEF, 0xD7, 0xED, 0xEF, 0x6F, 0x30, 0x0F, 0x06, 0x03, 0x55, 0x1D, 0x13, 0x01, 0x01, 0xFF, 0x04, 0x05, 0x30,
                0x03, 0x01, 0x01, 0xFF, 0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02, 0x03, 0x48, 0x00, 0x30, 0x45, 0x02, 0x20, 0x0D,
                0x89, 0x1E, 0x24, 0xD6, 0x78, 0xD2, 0xEC, 0x5B, 0xCE, 0xAA, 0x91, 0x8F, 0xE6, 0x56, 0x9D, 0xB9, 0x59, 0x4F, 0x39, 0xAC, 0xD5, 0x53, 0xCF, 0x9D,
                0x23, 0xB4, 0x72, 0x76, 0xC9, 0xAC, 0x9F, 0x02, 0x21, 0x00, 0xEF, 0xEC, 0x0C, 0xBA, 0x16, 0x34, 0x8B, 0x7E, 0x8A, 0xEC, 0x24, 0x9F, 0x35, 0x38,
                0xAD, 0x87, 0xD5, 0x18, 0x8A, 0xED, 0x8F, 0xD5, 0x56, 0x5F, 0xAC, 0x28, 0xFC, 0x40, 0xA7, 0xBE, 0x1C, 0x0E,
            };
        }

        /// <summary>The root with one byte changed: its signature is not checked here.</summary>
        private static byte[] Changed(int at, int value)
        {
            byte[] der = Root();
            der[at] = (byte)value;
            return der;
        }

        /// <summary>Counts the certificates of the last Trust.</summary>
        private sealed class StoreFake : ICertificateStore
        {
            public bool Refuses;
            public int Certificates;

            public bool Trust(byte[] pem)
            {
                if (Refuses) return false;
                Certificates = 0;
                string text = Encoding.UTF8.GetString(pem, 0, pem.Length - 1);
                for (int at = text.IndexOf(Head); at >= 0; at = text.IndexOf(Head, at + 1)) Certificates++;
                return pem[pem.Length - 1] == 0;
            }
        }
    }
}
