using System.Diagnostics;
using Charger.Can;
using Charger.Runtime;
using Ocpp.Client.Transport;

namespace Simulator.Threads;

/// <summary>Real time since the start, for real threads.</summary>
public sealed class WallMonotonicClock : IMonotonicClock
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public long NowMs => _watch.ElapsedMilliseconds;
}

/// <summary>
/// The models may be used by one thread at a time: every port takes this lock around its model, as threads share one piece
/// of hardware. The firmware's own locks are not involved.
/// </summary>
public sealed class GuardedStorage(Lock gate, IStorage inner) : IStorage
{
    public int Length(string name)
    {
        lock (gate) return inner.Length(name);
    }

    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        lock (gate) return inner.Read(name, position, buffer, offset, count);
    }

    public bool Write(string name, byte[] buffer, int offset, int count)
    {
        lock (gate) return inner.Write(name, buffer, offset, count);
    }

    public bool Append(string name, byte[] buffer, int offset, int count)
    {
        lock (gate) return inner.Append(name, buffer, offset, count);
    }

    public bool Delete(string name)
    {
        lock (gate) return inner.Delete(name);
    }
}

/// <summary>The console behind the gate.</summary>
public sealed class GuardedLine(Lock gate, ISerialLine inner) : ISerialLine
{
    public int Read(byte[] buffer, int offset, int count)
    {
        lock (gate) return inner.Read(buffer, offset, count);
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        lock (gate) inner.Write(buffer, offset, count);
    }
}

/// <summary>The output pin behind the gate: closing the contactor moves the models.</summary>
public sealed class GuardedOutput(Lock gate, IOutputPin inner) : IOutputPin
{
    public void Write(bool high)
    {
        lock (gate) inner.Write(high);
    }
}

/// <summary>The network's end behind the gate.</summary>
public sealed class GuardedTransport(Lock gate, ITransport inner) : ITransport
{
    public OpenResult Open(string host, int port, int timeoutMs)
    {
        lock (gate) return inner.Open(host, port, timeoutMs);
    }

    public OpenResult PollOpen()
    {
        lock (gate) return inner.PollOpen();
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        lock (gate) return inner.Read(buffer, offset, count);
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        lock (gate) return inner.Write(buffer, offset, count);
    }

    public void Close()
    {
        lock (gate) inner.Close();
    }
}

/// <summary>Controllers behind the gate.</summary>
public sealed class GuardedControllers(Lock gate, ICanControllerFactory inner) : ICanControllerFactory
{
    public ICanController Create(CanBus bus, WakeSignal received) => new Guarded(gate, inner.Create(bus, received));

    private sealed class Guarded(Lock gate, ICanController inner) : ICanController
    {
        public CanBusState State => inner.State;

        public int Overruns => inner.Overruns;

        public int TransmitErrorCounter => inner.TransmitErrorCounter;

        public int ReceiveErrorCounter => inner.ReceiveErrorCounter;

        public bool InterruptStuck => inner.InterruptStuck;

        public bool TellsEachFrame => inner.TellsEachFrame;

        public string Failure => inner.Failure;

        public bool Start()
        {
            lock (gate) return inner.Start();
        }

        public void Stop()
        {
            lock (gate) inner.Stop();
        }

        public bool Poll()
        {
            lock (gate) return inner.Poll();
        }

        public bool TryReceive(Frame into)
        {
            lock (gate) return inner.TryReceive(into);
        }

        public void KeepStop(uint id, byte[] frame) => inner.KeepStop(id, frame);

        public void SendStop()
        {
            lock (gate) inner.SendStop();
        }

        public bool TrySend(uint id, byte[] data, bool urgent)
        {
            lock (gate) return inner.TrySend(id, data, urgent);
        }
    }
}
