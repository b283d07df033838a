using Ocpp.Client.Transport;

namespace Simulator.Leak;

/// <summary>A stream whose cable can be pulled out: nothing arrives or leaves any more, and no error is reported.</summary>
public sealed class CableTransport(ITransport inner) : ITransport
{
    public bool Cut { get; set; }

    public OpenResult Open(string host, int port, int timeoutMs) => inner.Open(host, port, timeoutMs);

    public OpenResult PollOpen() => Cut ? OpenResult.Pending : inner.PollOpen();

    public int Read(byte[] buffer, int offset, int count) => Cut ? 0 : inner.Read(buffer, offset, count);

    public int Write(byte[] buffer, int offset, int count) => Cut ? 0 : inner.Write(buffer, offset, count);

    public void Close() => inner.Close();
}
