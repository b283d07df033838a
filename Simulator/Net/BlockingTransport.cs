using System.Diagnostics;
using Ocpp.Client.Transport;

namespace Simulator.Net;

/// <summary>
/// Opens as the device's TLS does: the call returns with the result, and all threads stand still meanwhile. In a world whose
/// clock runs faster than real time a handshake would otherwise take as many times longer.
/// </summary>
public sealed class BlockingTransport(ITransport inner) : ITransport
{
    public OpenResult Open(string host, int port, int timeoutMs)
    {
        var clock = Stopwatch.StartNew();
        OpenResult result = inner.Open(host, port, timeoutMs);
        while (result == OpenResult.Pending && clock.ElapsedMilliseconds < timeoutMs)
        {
            Thread.Sleep(1);
            result = inner.PollOpen();
        }
        if (result != OpenResult.Pending) return result;
        inner.Close();
        return OpenResult.TimedOut;
    }

    public OpenResult PollOpen() => inner.PollOpen();

    public int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public int Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public void Close() => inner.Close();
}
