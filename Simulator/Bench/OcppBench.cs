using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.Session;
using Ocpp.Client.Transport;
using Simulator.Rules;

namespace Simulator.Bench;

/// <summary>What a message costs between session and link, and for how many rules a test fails when the rule is broken.</summary>
public sealed class OcppBench : IBench
{
    private const int Messages = 100_000;
    private const int TimeoutMs = 30_000;

    public string Name => "ocpp";

    public void Run(IFigures figures)
    {
        figures.Add("ocpp.metervalues_allocated_bytes", AllocatedBytes(Measurands.All, Messages), 0);
        figures.Add("ocpp.metervalues_of_three_allocated_bytes", AllocatedBytes(Measurands.Energy | Measurands.Voltage | Measurands.StateOfCharge, Messages), 0);
        figures.Add("ocpp.rules_tested", RuleTest.All().Select(t => t.Rule).Distinct().Count());
        // Breaking each rule takes minutes: reported are the recorded results of the last run, and the commits to the code since then.
        (int killing, int commitsSince) = RulePage.Last();
        figures.Add("ocpp.rules_killing", killing);
        figures.Add("ocpp.rules_killing_commits_since", commitsSince);
    }

    /// <summary>Bytes a MeterValues CALL of these measurands and its answer leave to the collector, from the reading to the matched answer.</summary>
    public static double AllocatedBytes(int measurands, int messages)
    {
        var link = new AnsweringLink();
        var rpc = new RpcChannel(link, new World.SeededRandom(1), new SilentLog(), 1024, 8192);
        TransactionRecord reading = JsonBench.Reading();
        byte[] work = new byte[32];
        for (int i = 0; i < 1000; i++) Exchange();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < messages; i++) Exchange();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / messages;

        void Exchange()
        {
            rpc.BeginCall(MeterValues.Action);
            MeterValues.Write(rpc.Writer, 1, true, 4711, reading, measurands, reading.TimeMs, work);
            if (!rpc.EndCall(CallKind.Transaction, 0, TimeoutMs)) throw new InvalidOperationException("the message did not fit");
            if (rpc.Poll(0) != RpcEvent.Answered || rpc.Poll(0) != RpcEvent.None) throw new InvalidOperationException("no answer");
        }
    }

    /// <summary>A link that answers each CALL with an empty CALLRESULT of its id, from memory.</summary>
    private sealed class AnsweringLink : IMessageLink
    {
        private int _received = -1;

        public LinkState State => LinkState.Open;

        public LinkEnd LastEnd => LinkEnd.None;

        public int LastEndCode => 0;

        public LinkStatistics Statistics { get; } = new();

        public int Received => _received;

        public byte[] ReceiveBuffer { get; } = new byte[256];

        public bool CanSend => true;

        public byte[] SendBuffer { get; } = new byte[1038];

        public int SendOffset => 14;

        public int Omitted => 0;

        public bool Open(LinkTarget target, long nowMs) => true;

        public bool HasNews(long nowMs) => _received >= 0;

        public long Step(long nowMs) => nowMs;

        public bool TrySend(byte[] buffer, int offset, int count)
        {
            int idEnd = Array.IndexOf(buffer, (byte)'"', offset + 4) + 1;
            int length = idEnd - offset;
            Array.Copy(buffer, offset, ReceiveBuffer, 0, length);
            ReceiveBuffer[1] = (byte)'3';
            ",{}]"u8.CopyTo(ReceiveBuffer.AsSpan(length));
            _received = length + 4;
            return true;
        }

        public bool TrySendPart(byte[] buffer, int offset, int count, bool first, bool last) => TrySend(buffer, offset, count);

        public void Release() => _received = -1;

        public void Close(int code, long nowMs)
        {
        }

        public void Destroy()
        {
        }

        public void SetIntervals(int pingSeconds, int heartbeatSeconds)
        {
        }
    }
}
