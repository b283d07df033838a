using Ocpp.Client.Transport;
using Simulator.World;

namespace Simulator.Tests.Terminal;

/// <summary>The STOP button at the whole charger: the output waits for no other thread.</summary>
public sealed class StopButtonTests
{
    /// <summary>Two readings of the pin after 20 and 10 ms, then the STOP frame and the module's answer.</summary>
    private const int OffByMs = 60;

    [Fact]
    public void Stop_OcppAndUiBlocked_OutputOffAndTheTransactionEndsAsLocalLater()
    {
        using ConsoleWorld world = new ConsoleWorld().Charging();
        world.Charger.Hang("ocpp", true);
        world.Charger.Hang("ui", true);
        world.Charger.PressStop();
        Assert.True(world.Charger.Loop.RunUntil(() => !world.Charger.Stage.On, world.Charger.Clock.NowMs + OffByMs));
        world.Charger.Hang("ocpp", false);
        world.Charger.Hang("ui", false);
        world.Run(5);
        Assert.False(world.Charger.Contactor.High);
        Assert.Equal(1, world.Charger.Boots);
        string history = world.Ask("history", 2);
        Assert.Contains("Local", history);
        Assert.Contains("no active fault", world.Ask("faults"));
    }

    /// <summary>The link is lost while charging, and connecting again blocks the OCPP thread for 8 s: STOP is pressed meanwhile.</summary>
    [Fact]
    public void Stop_ConnectBlocks_OutputOff()
    {
        using var world = new ConsoleWorld();
        ChargerWorld charger = world.Charger;
        Func<ITransport> usual = charger.Transport!;
        var blocks = new BlockedConnect(charger);
        charger.Transport = () => new BlockedStream(usual(), blocks);
        charger.Loop.Add(blocks);
        world.Charging();
        world.Central.Killed = true;
        Assert.True(charger.Loop.RunUntil(() => blocks.Blocks, charger.Clock.NowMs + 60_000), "no connect");
        Assert.True(charger.Stage.Amperes > 1 && charger.Contactor.High);
        // A write of the log to flash, which stops every thread for its time, is over by then.
        Assert.False(charger.Loop.RunUntil(() => !blocks.Blocks, charger.Clock.NowMs + 500));
        charger.PressStop();
        Assert.True(charger.Loop.RunUntil(() => !charger.Stage.On, charger.Clock.NowMs + OffByMs));
        Assert.True(charger.Loop.RunUntil(() => !charger.Contactor.High, charger.Clock.NowMs + 500));
        Assert.True(blocks.Blocks, "the connect was over before");
        world.Central.Killed = false;
        world.Run(60);
        Assert.Equal("Local", Assert.Single(world.Central.Transactions).Reason);
        Assert.False(charger.Contactor.High);
    }

    /// <summary>Holds the OCPP thread while a connect blocks; the other threads go on, as on the device.</summary>
    private sealed class BlockedConnect(ChargerWorld charger) : IModel
    {
        private const int BlocksMs = 8000;
        private long _untilMs = long.MaxValue;

        public string Name => "blocked connect";

        public bool Blocks => _untilMs != long.MaxValue;

        public void Begin()
        {
            _untilMs = charger.Clock.NowMs + BlocksMs;
            charger.Hang("ocpp", true);
        }

        public long Step(long nowMs)
        {
            if (nowMs >= _untilMs)
            {
                _untilMs = long.MaxValue;
                charger.Hang("ocpp", false);
            }
            return nowMs + 10;
        }
    }

    private sealed class BlockedStream(ITransport inner, BlockedConnect blocks) : ITransport
    {
        public OpenResult Open(string host, int port, int timeoutMs)
        {
            blocks.Begin();
            return inner.Open(host, port, timeoutMs);
        }

        public OpenResult PollOpen() => inner.PollOpen();

        public int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public int Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public void Close() => inner.Close();
    }
}
