using System.Net;
using Ocpp.Client.Transport;

namespace Simulator.World;

/// <summary>
/// What opening costs on the device: a name look-up the first time and a TLS handshake each time stop every thread, however
/// little the desktop notices of it.
/// </summary>
public sealed class FreezingTransport(ITransport inner, ChargerWorld world, bool secure) : ITransport
{
    private const int LookUpMs = 300;
    private const int HandshakeMs = 2500;

    public OpenResult Open(string host, int port, int timeoutMs)
    {
        if (!IPAddress.TryParse(host, out _) && world.LookUp(host)) world.Freeze($"a look-up of {host}", LookUpMs);
        if (secure) world.Freeze("a TLS handshake", HandshakeMs);
        return inner.Open(host, port, timeoutMs);
    }

    public OpenResult PollOpen() => inner.PollOpen();

    public int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public int Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public void Close() => inner.Close();
}
