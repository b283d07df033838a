using System.Security.Cryptography;
using System.Text;

namespace Simulator.CentralSystem;

/// <summary>HTTP Basic with the identity as user and the raw key bytes as password (J 6.2.2).</summary>
internal static class BasicAuthentication
{
    private const string Scheme = "Basic ";

    public static bool Holds(string? header, string identity, IReadOnlyDictionary<string, byte[]> passwords)
    {
        if (header == null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        if (!passwords.TryGetValue(identity, out byte[]? expected)) return false;
        byte[] credentials = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), credentials, out int length)) return false;
        byte[] wanted = [.. Encoding.UTF8.GetBytes(identity), (byte)':', .. expected];
        return CryptographicOperations.FixedTimeEquals(credentials.AsSpan(0, length), wanted);
    }
}
