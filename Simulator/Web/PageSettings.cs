using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Simulator.Web;

/// <summary>Where a page is served and who may see it.</summary>
public sealed class PageSettings
{
    public const int ShortestPassword = 8;

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Asked of everybody when set; never null beyond loopback.</summary>
    public string? Password { get; init; }

    /// <summary>How long a stream may stand still because its reader takes nothing.</summary>
    public TimeSpan StalledLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a stream looks for news: items that come in between travel together.</summary>
    public TimeSpan BatchEvery { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Of this start of the server; a page of an earlier one loads itself again.</summary>
    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Equal, in a time that does not tell how much of it was.</summary>
    internal static bool Same(string shown, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
