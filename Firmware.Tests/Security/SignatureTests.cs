using System.Text;
using Charger.Runtime;
using Firmware.Tests.Fakes;
using nanoFramework.TestFramework;
using Ocpp.Client.FirmwareManagement;
using Ocpp.Client.Certificates;
using Ocpp.Security.Arithmetic;
using Ocpp.Security.Certificates;
using Ocpp.Security.Firmware;
using Ocpp.Security.Signatures;

namespace Firmware.Tests.Security
{
    /// <summary>Signatures checked with the device's own arithmetic: one of each kind, and one with a wrong bit. The desktop tests check thousands.</summary>
    [TestClass]
    public class SignatureTests
    {
        private const int MostSteps = 20_000;
        private const long NowMs = 1_772_438_400_000;

        [TestMethod]
        public void Rsa2048_Pkcs1AndPss_AreVerified()
        {
            Rsa2048_Pkcs1AndPss_AreVerified(ObjectIds.RsaSha256, SecurityVectors.Pkcs1());
            Rsa2048_Pkcs1AndPss_AreVerified(ObjectIds.RsaPss, SecurityVectors.Pss());
        }

        private static void Rsa2048_Pkcs1AndPss_AreVerified(int algorithm, byte[] signature)
        {
            PublicKey key = SecurityVectors.Key(SecurityVectors.RsaKey());
            byte[] hash = SecurityVectors.Hash("firmware");
            Assert.IsTrue(IsGood(key, algorithm, hash, signature));
            signature[100] ^= 1;
            Assert.IsFalse(IsGood(key, algorithm, hash, signature));
        }

        [TestMethod]
        public void P256_PublishedSignature_IsVerified()
        {
            PublicKey key = SecurityVectors.Key(SecurityVectors.P256Key());
            byte[] hash = SecurityVectors.Hash("sample");
            Assert.IsTrue(IsGood(key, ObjectIds.EcdsaSha256, hash, SecurityVectors.P256Signature()));
            hash[31] ^= 1;
            Assert.IsFalse(IsGood(key, ObjectIds.EcdsaSha256, hash, SecurityVectors.P256Signature()));
        }

        [TestMethod]
        public void P256_PublishedKey_MakesThePublishedSignature()
        {
            EcdsaKey key = new EcdsaKey();
            key.BeginSign(SecurityVectors.P256Secret(), SecurityVectors.Hash("sample"));
            int steps = 0;
            while (!key.Step() && steps < MostSteps) steps++;
            byte[] made = new byte[64];
            BigWords.Write(key.First, made, 0);
            BigWords.Write(key.Second, made, 32);
            byte[] published = SecurityVectors.P256Signature();
            for (int i = 0; i < 32; i++)
            {
                Assert.AreEqual(published[5 + i], made[i]);
                Assert.AreEqual(published[40 + i], made[32 + i]);
            }
        }

        [TestMethod]
        public void Firmware_SignedUnderTheInstalledRoot_IsGenuineAlsoAfterAReboot()
        {
            MemoryFiles files = new MemoryFiles();
            Install(files);
            byte[] call = Encoding.UTF8.GetBytes(SecurityVectors.SignerPem + SecurityVectors.ImageSignature);
            FirmwareVerifier verifier = New(files);
            Assert.AreEqual((int)CertificateCheck.Good, (int)Begin(verifier, call));
            Assert.AreEqual((int)SignatureState.Good, (int)Done(verifier));
            Assert.AreEqual((int)SignatureState.Good, (int)Image(verifier, "firmware"));
            Assert.AreEqual((int)SignatureState.Bad, (int)Image(New(files), "Firmware"), "another image, and a verifier that has only the flash");
            Assert.AreEqual((int)SignatureState.Good, (int)Done(New(files)));
        }

        [TestMethod]
        public void Firmware_RefusedRequestDuringTheDownload_IsStillCheckedByItsSignature()
        {
            MemoryFiles files = new MemoryFiles();
            Install(files);
            byte[] call = Encoding.UTF8.GetBytes(SecurityVectors.SignerPem + SecurityVectors.ImageSignature);
            FirmwareVerifier verifier = New(files);
            Assert.AreEqual((int)CertificateCheck.Good, (int)Begin(verifier, call));
            Assert.AreEqual((int)SignatureState.Good, (int)Done(verifier), "the chain");
            byte[] image = Encoding.UTF8.GetBytes("Firmware");
            verifier.Restart();
            verifier.Update(image, 0, 3);
            call[0] = (byte)'x';
            Assert.AreEqual((int)CertificateCheck.Invalid, (int)Begin(verifier, call));
            verifier.Update(image, 3, image.Length - 3);
            Assert.AreEqual((int)SignatureState.Bad, (int)Done(verifier, true), "the image is not the one that was signed");
        }

        [TestMethod]
        public void Firmware_RefusedRequestDuringTheDownload_LeavesTheGoodImageGood()
        {
            MemoryFiles files = new MemoryFiles();
            Install(files);
            byte[] call = Encoding.UTF8.GetBytes(SecurityVectors.SignerPem + SecurityVectors.ImageSignature);
            FirmwareVerifier verifier = New(files);
            Assert.AreEqual((int)CertificateCheck.Good, (int)Begin(verifier, call));
            Assert.AreEqual((int)SignatureState.Good, (int)Done(verifier), "the chain");
            byte[] image = Encoding.UTF8.GetBytes("firmware");
            verifier.Restart();
            verifier.Update(image, 0, 3);
            call[SecurityVectors.SignerPem.Length + 3] = (byte)'!';
            Assert.AreEqual((int)CertificateCheck.NotAble, (int)Begin(verifier, call));
            verifier.Update(image, 3, image.Length - 3);
            Assert.AreEqual((int)SignatureState.Good, (int)Done(verifier, true));
        }

        [TestMethod]
        public void Firmware_ImageThatWasNotHashed_IsNotTakenForItsCertificates()
        {
            MemoryFiles files = new MemoryFiles();
            Install(files);
            FirmwareVerifier verifier = New(files);
            Begin(verifier, Encoding.UTF8.GetBytes(SecurityVectors.SignerPem + SecurityVectors.ImageSignature));
            Assert.AreEqual((int)SignatureState.Bad, (int)Done(verifier, true));
            Assert.AreEqual((int)SignatureState.Bad, (int)Done(New(files), true), "and so after a reboot");
        }

        [TestMethod]
        public void Firmware_WithoutRootOrTime_IsRefused()
        {
            MemoryFiles files = new MemoryFiles();
            byte[] call = Encoding.UTF8.GetBytes(SecurityVectors.SignerPem + SecurityVectors.ImageSignature);
            LineLog log = new LineLog();
            FirmwareVerifier verifier = new FirmwareVerifier(files, new Crc32(), new KnownClock(NowMs), log);
            Assert.AreEqual((int)CertificateCheck.Invalid, (int)Begin(verifier, call));
            Assert.AreEqual("W the firmware's signing certificate is refused: no ManufacturerRootCertificate is installed", log.Lines);
            Assert.AreEqual((int)SignatureState.Bad, (int)verifier.Work(1, false));
            Install(files);
            Assert.AreEqual((int)CertificateCheck.NotAble, (int)Begin(new FirmwareVerifier(files, new Crc32(), new KnownClock(0), log), call));
            call[SecurityVectors.SignerPem.Length + 3] = (byte)'!';
            Assert.AreEqual((int)CertificateCheck.NotAble, (int)Begin(New(files), call), "no base64");
        }

        private static void Install(MemoryFiles files)
        {
            byte[] der = SecurityVectors.Root();
            byte[] pem = new byte[Pem.LengthOf(der.Length)];
            int count = Pem.Write(der, der.Length, pem, 0);
            InstallStatus status = new CertificateIndex(files, new Crc32(), null, new LineLog()).Install(CertificateUse.ManufacturerRootCertificate, CertificateIndex.Decode(pem, 0, count));
            Assert.AreEqual((int)InstallStatus.Accepted, (int)status);
        }

        private static FirmwareVerifier New(MemoryFiles files) => new FirmwareVerifier(files, new Crc32(), new KnownClock(NowMs), new LineLog());

        private static CertificateCheck Begin(FirmwareVerifier verifier, byte[] call) =>
            verifier.Begin(call, 0, SecurityVectors.SignerPem.Length, SecurityVectors.SignerPem.Length, SecurityVectors.ImageSignature.Length);

        private static SignatureState Image(FirmwareVerifier verifier, string image)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(image);
            verifier.Restart();
            verifier.Update(bytes, 0, 3);
            verifier.Update(bytes, 3, bytes.Length - 3);
            return Done(verifier, true);
        }

        private static SignatureState Done(FirmwareVerifier verifier) => Done(verifier, false);

        private static SignatureState Done(FirmwareVerifier verifier, bool image)
        {
            for (int i = 0; i < MostSteps; i++)
            {
                SignatureState state = verifier.Work(1, image);
                if (state != SignatureState.Underway) return state;
            }
            return SignatureState.Underway;
        }

        private static bool IsGood(PublicKey key, int algorithm, byte[] hash, byte[] signature)
        {
            SignatureCheck check = new SignatureCheck();
            check.Begin(key, algorithm, hash, signature, 0, signature.Length);
            int steps = 0;
            while (!check.Step() && steps < MostSteps) steps++;
            return check.IsGood;
        }
    }

    /// <summary>A clock that always shows this time of day; 0 while it is not set.</summary>
    public sealed class KnownClock : IWallClock
    {
        public KnownClock(long utcMs)
        {
            UtcNowMs = utcMs;
        }

        public bool IsKnown => UtcNowMs != 0;

        public long UtcNowMs { get; private set; }

        public void Set(long utcMs) => UtcNowMs = utcMs;
    }
}
