using Simulator.Can;
using Simulator.StandIn;
using Simulator.Tests.Terminal;
using Simulator.World;

namespace Simulator.Tests.StandIn;

public sealed class StandInTests
{
    [Fact]
    public void SlcanText_RandomFrames_ComeBackWhateverStandsBetweenThem()
    {
        var random = new Random(1);
        var text = new SlcanText();
        for (int i = 0; i < 2000; i++)
        {
            byte[] data = new byte[random.Next(9)];
            random.NextBytes(data);
            var frame = new CanFrame((uint)random.NextInt64(0x2000_0000), data);
            string noise = random.Next(4) switch { 0 => "z\r", 1 => "\a", 2 => "V1013\r", _ => "" };
            CanFrame? back = Read(text, noise + SlcanText.Of(frame));
            Assert.Equal(frame.Id, back!.Value.Id);
            Assert.Equal(data, back.Value.Data);
        }
        Assert.Equal(0, text.Broken);
    }

    [Theory]
    [InlineData("T1806E5F4")]
    [InlineData("T1806E5F49000000000000000000")]
    [InlineData("T1806E5F4811223344556677")]
    [InlineData("TFFFFFFFF0")]
    [InlineData("T1806E5X40")]
    [InlineData("T1806E5F4211ZZ")]
    public void SlcanText_BrokenLine_IsCountedAndNoFrame(string line)
    {
        var text = new SlcanText();
        Assert.All(line + "\r", c => Assert.Null(text.Take(c)));
        Assert.Equal(1, text.Broken);
        Assert.NotNull(Read(text, "T1806E5F40\r"));
    }

    [Theory]
    [InlineData("plug pro NaN", "error: state of charge 'nan' is not allowed: 0 to 100 (percent)")]
    [InlineData("plug pro 1e309", "error: state of charge '1e309' is not allowed")]
    [InlineData("plug \e[31m 40", @"error: vehicle '\x1B[31m' is not known")]
    [InlineData("plug pro 40 A", "error: 'plug pro 40 A' has too many words")]
    [InlineData("hot NaN", "error: 'hot NaN' is not allowed")]
    [InlineData("hot 1e300", "error: 'hot 1e300' is not allowed")]
    [InlineData("refuse 100", "error: 'refuse 100' is not allowed")]
    [InlineData("alarms 123456789", "error: 'alarms 123456789' is not allowed")]
    [InlineData("\a", @"error: '\x07' is not allowed")]
    public void Command_HostileLine_IsRefusedWithItsValue(string line, string told) => Assert.StartsWith(told, new StandInSession().Command(line), StringComparison.Ordinal);

    private static CanFrame? Read(SlcanText text, string characters)
    {
        CanFrame? last = null;
        foreach (char one in characters) last = text.Take(one) ?? last;
        return last;
    }

    /// <summary>The firmware charges against the stand-in alone: every frame goes through the adapter's text both ways.</summary>
    [Fact]
    public void StandIn_WholeSession_ChargesOverTheAdaptersText()
    {
        using var world = new ConsoleWorld();
        world.Charger.Module.Silent = true;
        var session = new StandInSession();
        world.Charger.Loop.Add(new Adapter(session, world.Charger));
        world.Booted();
        Assert.Contains("plugged in", session.Command("plug pro 40"));
        world.Run(5);
        world.Ask("start RIDER-1", 60);
        Assert.True(session.On, string.Join('\n', world.Lines.TakeLast(20)));
        Assert.InRange(session.DeliveredWh, 5, 100);
        Assert.Contains("module on", session.Status());
        session.Command("module silent");
        world.Run(10);
        Assert.False(world.Charger.Contactor.High);
        session.Command("module on");
        session.Command("unplug");
        world.Run(10);
        Assert.Empty(world.Central.Violations);
    }

    [Theory]
    [InlineData("plug boat")]
    [InlineData("plug pro 140")]
    [InlineData("alarms hello")]
    [InlineData("nonsense")]
    public void Command_WrongWord_NamesItAndWhatIsAllowed(string line)
    {
        string answer = new StandInSession().Command(line);
        Assert.StartsWith("error: ", answer);
        Assert.Contains(line.Split(' ')[^1], answer);
    }

    [Theory]
    [InlineData("stand-in")]
    [InlineData("stand-in", "--can1", "/dev/null", "--can2", "/dev/null")]
    [InlineData("stand-in", "--can1", "/dev/there-is-no-such-port")]
    public async Task StandIn_WithoutAnAdapter_IsRefusedAtOnce(params string[] args)
    {
        Assert.Equal(2, await Program.Main(args));
    }

    /// <summary>Both USB-CAN adapters, as text.</summary>
    private sealed class Adapter : IModel
    {
        private readonly StandInSession _session;
        private readonly Queue<(bool Module, CanFrame Frame)> _heard = new();

        public Adapter(StandInSession session, ChargerWorld charger)
        {
            _session = session;
            CanTap module = charger.Can.ModuleWire.Attach(new Ear(f => _heard.Enqueue((true, f))));
            CanTap vehicle = charger.Can.BmsWire.Attach(new Ear(f => _heard.Enqueue((false, f))));
            session.ModuleSends = f => Through(f, module);
            session.VehicleSends = f => Through(f, vehicle);
        }

        public string Name => "adapters";

        public long Step(long nowMs)
        {
            while (_heard.TryDequeue(out var heard))
            {
                CanFrame frame = AsText(heard.Frame);
                if (heard.Module) _session.FromModuleBus(frame, nowMs);
                else _session.FromVehicleBus(frame, nowMs);
            }
            _session.Step(nowMs);
            return nowMs + 5;
        }

        private static void Through(CanFrame frame, CanTap tap)
        {
            CanFrame back = AsText(frame);
            tap.Send(back.Id, back.Data);
        }

        private static CanFrame AsText(CanFrame frame) => Read(new SlcanText(), SlcanText.Of(frame))!.Value;
    }

    private sealed class Ear(Action<CanFrame> heard) : ICanPeer
    {
        public void OnFrame(uint id, byte[] data, int length, long timeMs) => heard(new CanFrame(id, data[..length]));
    }
}
