using System.Collections.Concurrent;
using System.Text;
using Simulator.Monitor;

namespace Simulator.StandIn;

/// <summary>A serial CAN adapter: frames out, frames in through a bounded queue that a thread of its own fills.</summary>
public sealed class SlcanAdapter : IDisposable
{
    private const int MostWaiting = 1024;

    private readonly FileStream _in;
    private readonly FileStream _out;
    private readonly ConcurrentQueue<CanFrame> _arrived = new();
    private readonly SlcanText _text = new();
    private volatile bool _ended;

    /// <summary>Opens the port and the adapter's channel at 250 kbit/s. Throws IOException or UnauthorizedAccessException with the port's name.</summary>
    public SlcanAdapter(string name)
    {
        Name = name;
        // USB adapters take any rate; those behind a real UART usually this one.
        SerialFile.Set(name, 115200);
        _in = SerialFile.Open(name, FileAccess.Read);
        _out = SerialFile.Open(name, FileAccess.Write);
        Write(SlcanText.Open);
        new Thread(Listen) { IsBackground = true, Name = "slcan " + name }.Start();
    }

    public string Name { get; }

    /// <summary>Why the adapter is gone; null while it works.</summary>
    public string? Lost { get; private set; }

    public int Sent { get; private set; }

    public int Received { get; private set; }

    /// <summary>Frames that nobody took in time, or that the adapter did not take.</summary>
    public int Dropped { get; private set; }

    public bool TryTake(out CanFrame frame) => _arrived.TryDequeue(out frame);

    public void Send(CanFrame frame)
    {
        if (Write(SlcanText.Of(frame))) Sent++;
        else Dropped++;
    }

    public void Dispose()
    {
        if (!_ended) Write(SlcanText.Close);
        _ended = true;
        _out.Dispose();
        // Its thread may stand in a read that nothing ends: it goes with the process.
    }

    private bool Write(string text)
    {
        try
        {
            _out.Write(Encoding.ASCII.GetBytes(text));
            _out.Flush();
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Lost ??= e.Message;
            return false;
        }
    }

    private void Listen()
    {
        byte[] bytes = new byte[256];
        while (!_ended)
        {
            int count;
            try
            {
                count = _in.Read(bytes, 0, bytes.Length);
                if (count == 0) throw new IOException("it was unplugged");
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                if (!_ended) Lost ??= e.Message;
                return;
            }
            foreach (char one in Encoding.ASCII.GetString(bytes, 0, count))
            {
                if (_text.Take(one) is not CanFrame frame) continue;
                Received++;
                if (_arrived.Count < MostWaiting) _arrived.Enqueue(frame);
                else Dropped++;
            }
        }
    }
}
