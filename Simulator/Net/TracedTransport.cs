using Ocpp.Client.Transport;

namespace Simulator.Net;

/// <summary>Passes the bytes of a stream on and reports the WebSocket messages in them, for a central system other than the embedded one.</summary>
internal class TracedTransport : ITransport
{
    private readonly ITransport _inner;
    private readonly Action<bool, string> _told;
    private FrameTap _out;
    private FrameTap _in;

    /// <param name="told">A message, and whether it is the charger's.</param>
    protected TracedTransport(ITransport inner, Action<bool, string> told)
    {
        _inner = inner;
        _told = told;
        _out = new FrameTap(text => told(true, text));
        _in = new FrameTap(text => told(false, text));
    }

    /// <summary>The stage of a stream that reports one is passed on.</summary>
    public static ITransport Of(ITransport inner, Action<bool, string> told) => inner is IOpenStage stage ? new Staged(inner, stage, told) : new TracedTransport(inner, told);

    public OpenResult Open(string host, int port, int timeoutMs)
    {
        // The same object is opened again after a link has ended.
        _out = new FrameTap(text => _told(true, text));
        _in = new FrameTap(text => _told(false, text));
        return _inner.Open(host, port, timeoutMs);
    }

    public OpenResult PollOpen() => _inner.PollOpen();

    public int Read(byte[] buffer, int offset, int count)
    {
        int read = _inner.Read(buffer, offset, count);
        if (read > 0) _in.Take(buffer.AsSpan(offset, read));
        return read;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        int written = _inner.Write(buffer, offset, count);
        if (written > 0) _out.Take(buffer.AsSpan(offset, written));
        return written;
    }

    public void Close() => _inner.Close();

    private sealed class Staged(ITransport inner, IOpenStage stage, Action<bool, string> told) : TracedTransport(inner, told), IOpenStage
    {
        public OpenStage Stage => stage.Stage;
    }
}
