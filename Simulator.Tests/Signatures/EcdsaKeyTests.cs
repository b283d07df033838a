using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Charger.Runtime;
using Ocpp.Security.Arithmetic;
using Ocpp.Security.Keys;

namespace Simulator.Tests.Signatures;

/// <summary>Our keys and signatures, checked by .NET's library.</summary>
public class EcdsaKeyTests
{
    [Fact]
    public void Keys_OfRandomSecrets_SignWhatAnotherLibraryVerifies()
    {
        var random = new Random(71);
        for (int i = 0; i < 300; i++)
        {
            byte[] secret = SignatureCheckTests.RandomHash(random);
            if (i < 8) Array.Clear(secret, 0, 4 * i);
            byte[] hash = SignatureCheckTests.RandomHash(random);
            if (i % 10 == 0) Array.Fill(hash, (byte)0xFF);
            var key = new EcdsaKey();
            key.BeginPublic(secret);
            Finish(key);
            byte[] x = Number(key.First);
            byte[] y = Number(key.Second);
            using ECDsa judge = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            key.BeginSign(secret, hash);
            Finish(key);
            byte[] signature = [.. Number(key.First), .. Number(key.Second)];
            Assert.True(judge.VerifyHash(hash, signature), $"secret {i}");
            Assert.False(judge.VerifyHash(SignatureCheckTests.Flipped(hash, i % 256), signature));
        }
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void Secret_OutOfRange_IsNone(string secret)
    {
        var key = new EcdsaKey();
        key.BeginPublic(Convert.FromHexString(secret));
        Assert.True(key.Step());
        Assert.True(key.HasFailed);
    }

    [Fact]
    public void Request_IsReadAndVerifiedByAnotherLibrary()
    {
        for (int i = 0; i < 20; i++)
        {
            var request = new KeyRequest("SN-1234", i % 2 == 0 ? "Operator & Co" : "");
            Assert.True(request.Begin(new TrueRandom()));
            for (int steps = 0; !request.Step(); steps++) Assert.True(steps < 20_000);
            Assert.False(request.HasFailed);
            // Checks the signature as well.
            CertificateRequest read = CertificateRequest.LoadSigningRequest(request.Der, HashAlgorithmName.SHA256);
            Assert.Equal(i % 2 == 0 ? "O=Operator & Co, CN=SN-1234" : "CN=SN-1234", read.SubjectName.Name);
            using ECDsa pair = ECDsa.Create();
            pair.ImportECPrivateKey(KeyFile.PrivateKey(request.Content), out int used);
            Assert.Equal(KeyFile.PrivateKey(request.Content).Length, used);
            Assert.Equal(pair.ExportSubjectPublicKeyInfo(), read.PublicKey.ExportSubjectPublicKeyInfo());
        }
    }

    [Fact]
    public void Request_OfARandomSourceThatStandsStill_IsRefused()
    {
        Assert.False(new KeyRequest("SN", "").Begin(new StuckRandom()));
    }

    private static void Finish(EcdsaKey key)
    {
        for (int i = 0; i < 10_000; i++)
        {
            if (!key.Step()) continue;
            Assert.False(key.HasFailed);
            return;
        }
        throw new InvalidOperationException("no end within 10,000 steps");
    }

    private static byte[] Number(uint[] words)
    {
        byte[] bytes = new byte[32];
        BigWords.Write(words, bytes, 0);
        return bytes;
    }

    private sealed class TrueRandom : IRandomSource
    {
        public int NextInt32() => RandomNumberGenerator.GetInt32(int.MaxValue);

        public void Fill(byte[] buffer, int offset, int count) => RandomNumberGenerator.Fill(buffer.AsSpan(offset, count));
    }

    private sealed class StuckRandom : IRandomSource
    {
        public int NextInt32() => 4;

        public void Fill(byte[] buffer, int offset, int count) => Array.Fill(buffer, (byte)4, offset, count);
    }
}
