using System.Text;
using Simulator.CentralModel;
using Simulator.World;

namespace Simulator.CentralSystem;

/// <summary>
/// Firmware for testing an update: images for a simulated board with two image partitions, the
/// manufacturer that signs them, the operator's authority for the charger's own certificate, and untrusted authorities of the same names.
/// </summary>
public sealed class TrialFirmware(FileService files, Func<DateTime> utcNow) : IDisposable
{
    private const int Bytes = 50_000;
    private const string MakersName = "Trial Manufacturer";
    private const string OperatorsName = "Trial Operator";

    private readonly Lazy<TrialAuthority> _maker = new(() => new TrialAuthority(MakersName, utcNow()));
    private readonly Lazy<TrialAuthority> _operator = new(() => new TrialAuthority(OperatorsName, utcNow()));
    private readonly Lazy<TrialAuthority> _stranger = new(() => new TrialAuthority("Stranger", utcNow()));
    private readonly Lazy<TrialAuthority> _twin = new(() => new TrialAuthority(OperatorsName, utcNow()));
    private int _requests;

    public TrialAuthority Maker => _maker.Value;

    public TrialAuthority Operator => _operator.Value;

    /// <summary>An authority that the charger does not trust.</summary>
    public TrialAuthority Stranger => _stranger.Value;

    /// <summary>It has the operator's name and another key.</summary>
    public TrialAuthority OperatorsTwin => _twin.Value;

    /// <summary>The next requestId.</summary>
    public int NextRequest() => Interlocked.Increment(ref _requests);

    /// <summary>Puts an image among the files; the name it has there.</summary>
    /// <param name="broken">The image fails at its start.</param>
    /// <param name="changed">One bit is another one than in what is returned.</param>
    public string Put(string version, bool broken, bool changed, out byte[] image)
    {
        byte[] head = Encoding.ASCII.GetBytes($"{SimulatedImageBank.Head}{version}{(broken ? " " + SimulatedImageBank.Broken : "")}\n");
        byte[] body = new byte[Bytes - head.Length];
        new Random(Bytes).NextBytes(body);
        image = [.. head, .. body];
        byte[] served = (byte[])image.Clone();
        if (changed) served[^1] ^= 1;
        string name = $"charger-{Uri.EscapeDataString(version)}{(broken ? "-broken" : "")}{(changed ? "-changed" : "")}.bin";
        files.Serve("PUT", FileService.Root + name, served);
        return name;
    }

    public void Dispose()
    {
        foreach (Lazy<TrialAuthority> made in new[] { _maker, _operator, _stranger, _twin }.Where(a => a.IsValueCreated)) made.Value.Dispose();
    }
}
