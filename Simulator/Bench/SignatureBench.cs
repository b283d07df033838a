using System.Diagnostics;
using System.Security.Cryptography;
using Simulator.Cpu;

namespace Simulator.Bench;

/// <summary>
/// What signatures cost: time on this machine, the bytes that one takes (all that it allocates, so its peak at most), and the
/// IL instructions and calls that an interpreter would carry out.
/// </summary>
public sealed class SignatureBench : IBench
{
    private const int Rounds = 200;
    private const int HashedBytes = 64 * 1024;

    public string Name => "firmware";

    public void Run(IFigures figures)
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] hash = SHA256.HashData([1, 2, 3]);
        byte[] secret = ecdsa.ExportParameters(true).D!;
        byte[] rsaKey = rsa.ExportSubjectPublicKeyInfo(), rsaSignature = rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        byte[] key = ecdsa.ExportSubjectPublicKeyInfo(), signature = ecdsa.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence);
        var work = new SignatureWork();
        var counting = new CountingContext();
        dynamic counted = counting.Create(typeof(SignatureWork));
        Measure(figures, counting, "verify_rsa2048", () => work.Verify(rsaKey, hash, rsaSignature), () => counted.Verify(rsaKey, hash, rsaSignature));
        Measure(figures, counting, "verify_p256", () => work.Verify(key, hash, signature), () => counted.Verify(key, hash, signature));
        Measure(figures, counting, "sign_p256", () => work.Sign(secret, hash), () => counted.Sign(secret, hash));
        Measure(figures, counting, "request_p256", () => work.Request(1), () => counted.Request(1));
        Measure(figures, counting, "hash_64kb", () => work.Hash(HashedBytes), () => counted.Hash(HashedBytes));
        counting.Unload();
    }

    private static void Measure(IFigures figures, CountingContext counting, string what, Func<int> work, Func<int> counted)
    {
        int steps = work();
        work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        figures.Add($"firmware.{what}_heap_bytes", GC.GetAllocatedBytesForCurrentThread() - before);
        long from = Stopwatch.GetTimestamp();
        for (int i = 0; i < Rounds; i++) work();
        figures.Add($"firmware.{what}_ms", Stopwatch.GetElapsedTime(from).TotalMilliseconds / Rounds, 2);
        var counts = new CpuCounts(counting.Weaver);
        counting.Count(counts);
        counted();
        figures.Add($"firmware.{what}_il", counts.Instructions.Sum(i => (long)i));
        figures.Add($"firmware.{what}_calls", counts.Calls.Sum(i => (long)i));
        if (what != "hash_64kb") figures.Add($"firmware.{what}_steps", steps);
    }
}
