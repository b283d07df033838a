using System.Security.Cryptography;
using Ocpp.Security.Certificates;
using Ocpp.Security.Signatures;

namespace Simulator.Tests.Signatures;

/// <summary>Our verification of signatures against .NET's, which makes them: random keys, random messages, and every kind of damage.</summary>
public class SignatureCheckTests
{
    // Keys cost more than signatures: each is used for many.
    private const int SignaturesAKey = 50;

    [Theory]
    [InlineData(2048, false, 8)]
    [InlineData(2048, true, 8)]
    [InlineData(3072, false, 2)]
    [InlineData(4096, true, 2)]
    [InlineData(2056, true, 1)]
    [InlineData(3096, false, 1)]
    public void Rsa_SignaturesOfAnotherLibrary_AreGoodAndDamagedOnesAreNot(int bits, bool pss, int keys)
    {
        var random = new Random(bits);
        for (int k = 0; k < keys; k++)
        {
            using RSA rsa = RSA.Create(bits);
            PublicKey key = KeyOf(rsa.ExportSubjectPublicKeyInfo());
            for (int i = 0; i < SignaturesAKey; i++)
            {
                byte[] hash = RandomHash(random);
                byte[] signature = rsa.SignHash(hash, HashAlgorithmName.SHA256, pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
                int algorithm = pss ? ObjectIds.RsaPss : ObjectIds.RsaSha256;
                Assert.True(IsGood(key, algorithm, hash, signature), $"RSA {bits}, key {k}, signature {i}");
                Assert.True(IsGood(key, SignatureCheck.EitherRsa, hash, signature));
                Assert.False(IsGood(key, pss ? ObjectIds.RsaSha256 : ObjectIds.RsaPss, hash, signature), "the other padding");
                Assert.False(IsGood(key, algorithm, hash, Flipped(signature, random.Next(signature.Length * 8))));
                Assert.False(IsGood(key, algorithm, Flipped(hash, random.Next(256)), signature));
            }
        }
    }

    [Fact]
    public void Rsa_EachBitOfASignature_Counts()
    {
        using RSA rsa = RSA.Create(2048);
        PublicKey key = KeyOf(rsa.ExportSubjectPublicKeyInfo());
        byte[] hash = RandomHash(new Random(1));
        byte[] signature = rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        for (int bit = 0; bit < signature.Length * 8; bit++)
            Assert.False(IsGood(key, SignatureCheck.EitherRsa, hash, Flipped(signature, bit)), $"bit {bit}");
    }

    [Fact]
    public void P256_SignaturesOfAnotherLibrary_AreGoodAndDamagedOnesAreNot()
    {
        var random = new Random(256);
        for (int k = 0; k < 20; k++)
        {
            using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PublicKey key = KeyOf(ecdsa.ExportSubjectPublicKeyInfo());
            for (int i = 0; i < SignaturesAKey; i++)
            {
                byte[] hash = RandomHash(random);
                byte[] signature = ecdsa.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence);
                Assert.True(IsGood(key, ObjectIds.EcdsaSha256, hash, signature), $"key {k}, signature {i}: {Convert.ToHexString(signature)}");
                Assert.False(IsGood(key, SignatureCheck.EitherRsa, Flipped(hash, random.Next(256)), signature));
                Assert.False(IsGood(key, ObjectIds.RsaSha256, hash, signature));
            }
        }
    }

    [Fact]
    public void P256_EachBitOfASignature_Counts()
    {
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PublicKey key = KeyOf(ecdsa.ExportSubjectPublicKeyInfo());
        byte[] hash = RandomHash(new Random(2));
        byte[] signature = ecdsa.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence);
        for (int bit = 0; bit < signature.Length * 8; bit++)
            Assert.False(IsGood(key, ObjectIds.EcdsaSha256, hash, Flipped(signature, bit)), $"bit {bit}");
    }

    // The special cases of adding: the key is the base point (its sum with it is a double), or its opposite (the sum is infinity).
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000002")]
    [InlineData("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632550")]
    [InlineData("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC63254F")]
    public void P256_KeysBesideTheBasePoint_AreVerifiedToo(string secret)
    {
        using ECDsa ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Convert.FromHexString(secret) });
        PublicKey key = KeyOf(ecdsa.ExportSubjectPublicKeyInfo());
        var random = new Random(3);
        for (int i = 0; i < 20; i++)
        {
            byte[] hash = RandomHash(random);
            byte[] signature = ecdsa.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence);
            Assert.True(IsGood(key, ObjectIds.EcdsaSha256, hash, signature));
            Assert.False(IsGood(key, ObjectIds.EcdsaSha256, Flipped(hash, i), signature));
        }
    }

    [Theory]
    [InlineData("3006020100020100")]
    [InlineData("3006020101020100")]
    [InlineData("3006020100020101")]
    [InlineData("3006020101020101")]
    [InlineData("3026022100FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551020101")]
    [InlineData("3026020101022100FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")]
    [InlineData("3027022101FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC63255102020001")]
    [InlineData("30060201FF0201FF")]
    [InlineData("3000")]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("308006020101020101")]
    public void P256_NumbersOutOfRange_AreRefused(string signature)
    {
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.False(IsGood(KeyOf(ecdsa.ExportSubjectPublicKeyInfo()), ObjectIds.EcdsaSha256, new byte[32], Convert.FromHexString(signature)));
    }

    [Fact]
    public void P256_PointBesideTheCurve_IsRefused()
    {
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] der = ecdsa.ExportSubjectPublicKeyInfo();
        byte[] hash = RandomHash(new Random(4));
        byte[] signature = ecdsa.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence);
        for (int i = 1; i <= 64; i++)
        {
            byte[] damaged = (byte[])der.Clone();
            damaged[^i] ^= 0x10;
            Assert.False(IsGood(KeyOf(damaged), ObjectIds.EcdsaSha256, hash, signature));
        }
    }

    [Fact]
    public void Steps_OfAllAlgorithms_AreBounded()
    {
        using RSA small = RSA.Create(2048);
        using RSA large = RSA.Create(4096);
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] hash = RandomHash(new Random(5));
        Assert.InRange(Steps(KeyOf(small.ExportSubjectPublicKeyInfo()), hash, small.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)), 100, 2_000);
        Assert.InRange(Steps(KeyOf(large.ExportSubjectPublicKeyInfo()), hash, large.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)), 100, 4_000);
        Assert.InRange(Steps(KeyOf(ecdsa.ExportSubjectPublicKeyInfo()), hash, ecdsa.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence)), 100, 6_000);
    }

    internal static PublicKey KeyOf(byte[] subjectPublicKeyInfo)
    {
        var reader = new DerReader();
        reader.Begin(subjectPublicKeyInfo, 0, subjectPublicKeyInfo.Length);
        var key = new PublicKey();
        Assert.True(key.Read(reader, subjectPublicKeyInfo));
        Assert.True(reader.IsAtEnd);
        return key;
    }

    internal static byte[] RandomHash(Random random)
    {
        byte[] hash = new byte[32];
        random.NextBytes(hash);
        return hash;
    }

    internal static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] copy = (byte[])bytes.Clone();
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    }

    private static int Steps(PublicKey key, byte[] hash, byte[] signature)
    {
        var check = new SignatureCheck();
        check.Begin(key, SignatureCheck.EitherRsa, hash, signature, 0, signature.Length);
        int steps = 1;
        while (!check.Step()) steps++;
        Assert.True(check.IsGood);
        return steps;
    }

    private static bool IsGood(PublicKey key, int algorithm, byte[] hash, byte[] signature)
    {
        var check = new SignatureCheck();
        check.Begin(key, algorithm, hash, signature, 0, signature.Length);
        for (int i = 0; i < 10_000; i++)
            if (check.Step()) return check.IsGood;
        throw new InvalidOperationException("no end within 10,000 steps");
    }
}
