using System.Security.Cryptography;
using Ocpp.Security.Certificates;
using Ocpp.Security.Signatures;

namespace Simulator.Tests.Signatures;

/// <summary>Published signatures that were made to find defects of verifiers: forged paddings, numbers out of range, encodings that are no DER.</summary>
public class PublishedSignatureTests
{
    // A padding of PSS with a salt of another length is good here: the message does not tell the length.
    [Theory]
    [InlineData(ObjectIds.EcdsaSha256, PublishedSignatures.P256)]
    [InlineData(ObjectIds.RsaSha256, PublishedSignatures.Pkcs1)]
    [InlineData(ObjectIds.RsaPss, PublishedSignatures.Pss)]
    public void Signature_OfThePublishedSet_IsJudgedAsItSays(int algorithm, string rows)
    {
        var wrong = new List<string>();
        PublicKey? key = null;
        foreach (string row in rows.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = row.Split(' ');
            if (words[0] == "key")
            {
                key = SignatureCheckTests.KeyOf(Convert.FromHexString(words[1]));
                continue;
            }
            byte[] hash = SHA256.HashData(Bytes(words[2]));
            byte[] signature = Bytes(words[3]);
            var check = new SignatureCheck();
            check.Begin(key, algorithm, hash, signature, 0, signature.Length);
            int steps = 0;
            while (!check.Step() && steps < 10_000) steps++;
            if (check.IsGood != (words[1] == "good")) wrong.Add($"{words[0]} is to be {words[1]}");
        }
        Assert.Empty(wrong);
    }

    private static byte[] Bytes(string digits) => digits == "-" ? [] : Convert.FromHexString(digits);
}
