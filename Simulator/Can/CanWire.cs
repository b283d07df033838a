using Simulator.Models;
using Simulator.World;

namespace Simulator.Can;

/// <summary>
/// One CAN bus: arbitration by identifier, frames that take their exact time at the bit rate, acknowledgement, error frames,
/// shorts. Time is in microseconds inside; the loop steps it as a model.
/// </summary>
public sealed class CanWire(string name, int bitRate = 250_000, Func<long>? nowUs = null) : IModel
{
    /// <summary>Error flag, its superposition and the delimiter with intermission, after which the frame is tried again.</summary>
    private const int ErrorFrameBits = 6 + 6 + 8 + 3;
    private const int BitsBeforeError = 20;

    private readonly List<ICanNode> _nodes = [];
    private ICanNode? _sender;
    private WireFrame? _frame;
    private bool _destroyed;
    private long _endUs;
    private CanTap? _foreign;
    private int _corrupt;
    private bool _shorted;

    public string Name { get; } = name;

    public int BitRate { get; } = bitRate;

    public long TimeUs { get; private set; }

    /// <summary>When the frame on the wire ends; <see cref="long.MaxValue"/> while it is idle.</summary>
    public long NextUs => _frame == null ? long.MaxValue : _endUs;

    /// <summary>Frames sent and acknowledged.</summary>
    public long Frames { get; private set; }

    /// <summary>Attempts that ended in an error frame or without acknowledgement.</summary>
    public long Errors { get; private set; }

    /// <summary>Time frames and error frames took.</summary>
    public long BusyUs { get; private set; }

    /// <summary>Called when an idle wire gets something to do: the loop then makes it due.</summary>
    public Action? Woken { get; set; }

    /// <summary>Called with each whole frame, whoever sent it.</summary>
    public Action<uint, byte[], long>? Heard { get; set; }

    /// <summary>CAN_H and CAN_L are shorted: every attempt fails, senders go bus-off, none recovers.</summary>
    public bool Shorted
    {
        get => _shorted;
        set
        {
            Settle();
            _shorted = value;
            if (value) _destroyed = true;
            ShortedSinceUs = TimeUs;
        }
    }

    /// <summary>When the short began or ended last.</summary>
    public long ShortedSinceUs { get; private set; }

    /// <summary>Destroys the next frames, as a disturbance does: senders and receivers count an error each.</summary>
    public void Corrupt(int frames) => _corrupt += frames;

    /// <summary>Attaches a node; null for a sender that neither receives nor acknowledges.</summary>
    public CanTap Attach(ICanPeer? peer)
    {
        var tap = new CanTap(this, peer);
        _nodes.Add(tap);
        return tap;
    }

    public CanTap Attach(BusNode node)
    {
        CanTap tap = Attach(new BusNodePeer(node));
        node.Send = tap.Send;
        return tap;
    }

    public void Detach(CanTap tap) => _nodes.Remove(tap);

    internal void Attach(Mcp2515Model controller) => _nodes.Add(controller);

    /// <summary>A frame of a node that is not modelled: foreign load, a test.</summary>
    public void Deliver(uint id, byte[] data) => (_foreign ??= Attach((ICanPeer?)null)).Send(id, data);

    /// <summary>The charger has lost power: its chips are detached; a frame that one of them was sending is destroyed.</summary>
    public void DetachControllers()
    {
        if (_sender is Mcp2515Model) _destroyed = true;
        _nodes.RemoveAll(n => n is Mcp2515Model);
    }

    public long Step(long nowMs)
    {
        AdvanceTo(nowMs * 1000);
        return NextUs == long.MaxValue ? long.MaxValue : (NextUs + 999) / 1000;
    }

    /// <summary>Advances the wire to its clock's time; called before a controller is read.</summary>
    public void Settle()
    {
        if (nowUs != null) AdvanceTo(nowUs());
    }

    /// <summary>Lets frames pass until the given time.</summary>
    public void AdvanceTo(long us)
    {
        while (_frame != null && _endUs <= us)
        {
            TimeUs = _endUs;
            Finish();
            Begin();
        }
        if (us > TimeUs) TimeUs = us;
    }

    /// <summary>The transmit buffer a controller is sending from now, or -1.</summary>
    internal int BufferOnTheWire(Mcp2515Model controller) => _sender == controller ? _frame!.Buffer : -1;

    /// <summary>A node has something to send.</summary>
    internal void Request()
    {
        if (_frame != null) return;
        Begin();
        if (_frame != null) Woken?.Invoke();
    }

    private void Begin()
    {
        _sender = null;
        _frame = null;
        foreach (ICanNode node in _nodes)
        {
            WireFrame? offer = node.Offer();
            if (offer == null || (_frame != null && offer.Id >= _frame.Id)) continue;
            _frame = offer;
            _sender = node;
        }
        if (_frame == null) return;
        _destroyed = _shorted || _corrupt > 0;
        if (_corrupt > 0) _corrupt--;
        int bits = _destroyed ? BitsBeforeError + ErrorFrameBits : FrameBits.Count(_frame.Id, _frame.Data);
        long us = (bits * 1_000_000L + BitRate - 1) / BitRate;
        BusyUs += us;
        _endUs = TimeUs + us;
    }

    private void Finish()
    {
        ICanNode sender = _sender!;
        WireFrame frame = _frame!;
        _frame = null;
        _sender = null;
        if (_destroyed)
        {
            Errors++;
            sender.Failed(frame, false);
            foreach (ICanNode node in _nodes.ToArray())
            {
                if (node != sender) node.SawError();
            }
            return;
        }
        if (!_nodes.Exists(n => n != sender && n.Acknowledges))
        {
            Errors++;
            sender.Failed(frame, true);
            return;
        }
        Frames++;
        sender.Sent(frame);
        Heard?.Invoke(frame.Id, frame.Data, TimeUs);
        for (int i = 0; i < _nodes.Count; i++)
        {
            if (_nodes[i] != sender) _nodes[i].Receive(frame, TimeUs);
        }
    }

    private sealed class BusNodePeer(BusNode node) : ICanPeer
    {
        public void OnFrame(uint id, byte[] data, int length, long timeMs) => node.Receive(id, data.AsSpan(0, length), timeMs);
    }
}
