using Charger.Runtime;
using Ocpp.Security.Arithmetic;
using Ocpp.Security.Certificates;
using Ocpp.Security.Keys;
using Ocpp.Security.Signatures;

namespace Simulator.Bench;

/// <summary>One signature checked or made, all its steps at once; a class of its own so that it can be counted (docs/cpu.md).</summary>
public sealed class SignatureWork
{
    private readonly int _mostSteps = 30_000;
    private readonly byte[] _hash = new byte[32];

    /// <summary>Steps that the check took.</summary>
    public int Verify(byte[] subjectPublicKeyInfo, byte[] hash, byte[] signature)
    {
        var reader = new DerReader();
        reader.Begin(subjectPublicKeyInfo, 0, subjectPublicKeyInfo.Length);
        var key = new PublicKey();
        if (!key.Read(reader, subjectPublicKeyInfo)) throw new InvalidOperationException("the key is not read");
        var check = new SignatureCheck();
        check.Begin(key, SignatureCheck.EitherRsa, hash, signature, 0, signature.Length);
        int steps = 1;
        while (!check.Step() && steps < _mostSteps) steps++;
        return check.IsGood ? steps : throw new InvalidOperationException("a good signature is refused");
    }

    /// <summary>Steps that a signature took.</summary>
    public int Sign(byte[] secret, byte[] hash)
    {
        var key = new EcdsaKey();
        key.BeginSign(secret, hash);
        int steps = 1;
        while (!key.Step() && steps < _mostSteps) steps++;
        return key.HasFailed ? throw new InvalidOperationException("no signature") : steps;
    }

    /// <summary>Steps that a key pair and its request took.</summary>
    public int Request(int seed)
    {
        var request = new KeyRequest("SN-1", "Operator");
        if (!request.Begin(new Seeded(seed))) throw new InvalidOperationException("no key");
        int steps = 1;
        while (!request.Step() && steps < _mostSteps) steps++;
        return request.HasFailed ? throw new InvalidOperationException("no request") : steps;
    }

    /// <summary>Hashes so many bytes.</summary>
    public int Hash(int bytes)
    {
        var sha = new Ocpp.Client.Certificates.Sha256();
        sha.Update(new byte[bytes], 0, bytes);
        sha.Finish(_hash, 0);
        return _hash[0];
    }

    private sealed class Seeded(int seed) : IRandomSource
    {
        private readonly Random _random = new(seed);

        public int NextInt32() => _random.Next();

        public void Fill(byte[] buffer, int offset, int count) => _random.NextBytes(buffer.AsSpan(offset, count));
    }
}
