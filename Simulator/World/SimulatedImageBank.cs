using System.Text;
using Ocpp.Security.Firmware;

namespace Simulator.World;

/// <summary>
/// A board with two places for an image and a boot loader that goes back by itself. An image begins with the line
/// <c>charger-image VERSION</c>; with <c>broken</c> behind it, it dies before it does anything.
/// </summary>
public sealed class SimulatedImageBank(string version) : IImageBank
{
    /// <summary>What an image begins with; its version follows.</summary>
    public const string Head = "charger-image ";

    /// <summary>Behind the version: the image dies at its start.</summary>
    public const string Broken = "broken";

    private byte[] _running = Encoding.ASCII.GetBytes($"{Head}{version}\n");
    private byte[] _other = [];
    private bool _try;

    public int MostBytes => 1_000_000;

    public uint Running => BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(_running));

    public bool IsOnTrial { get; private set; }

    /// <summary>Of the image that runs.</summary>
    public string Version => Words(_running)[1];

    /// <summary>Times the loader has gone back to the former image.</summary>
    public int Reverts { get; private set; }

    /// <summary>The boot loader, before each start of the firmware.</summary>
    public void Boot()
    {
        if (IsOnTrial) GoBack();
        else if (_try)
        {
            (_running, _other) = (_other, _running);
            IsOnTrial = true;
            // It dies, the chip starts again, and the loader finds it unconfirmed.
            if (Words(_running).Contains(Broken)) GoBack();
        }
        _try = false;
    }

    public bool Erase()
    {
        if (IsOnTrial) return false;
        _other = [];
        return true;
    }

    public bool Write(int position, byte[] buffer, int offset, int count)
    {
        if (position != _other.Length) return false;
        _other = [.. _other, .. buffer.AsSpan(offset, count)];
        return true;
    }

    public ImageTest Test() => Encoding.ASCII.GetString(_other).StartsWith(Head, StringComparison.Ordinal) && Words(_other).Length >= 2 ? ImageTest.Good : ImageTest.Bad;

    public bool Try() => _try = _other.Length > 0;

    public bool Confirm()
    {
        IsOnTrial = false;
        return true;
    }

    public bool Revert() => IsOnTrial;

    private void GoBack()
    {
        (_running, _other) = (_other, _running);
        IsOnTrial = false;
        Reverts++;
    }

    private static string[] Words(byte[] image) => Encoding.ASCII.GetString(image).Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
