using System.Globalization;
using System.Text.Json.Nodes;

namespace Simulator.Tests.Conversations;

/// <summary>The central system's clock goes back: the times in the charger's messages.</summary>
public sealed class ClockSetBackTests
{
    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    private static void Off(Conversation c, double hours) => ((CentralInMemory)c.Central).Model.ClockOff = TimeSpan.FromHours(hours);

    private static DateTime Time(JsonNode of) => DateTime.Parse((string)of["timestamp"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    [Fact]
    public void Clock_SetBackInATransaction_ClockAlignedValuesGoOn() => Play(c => c
        .Boot("Accepted", 100).Booted().Configure("MeterValueSampleInterval", "0").Configure("MeterValuesAlignedData", "Voltage").Configure("ClockAlignedDataInterval", "60")
        .Plug().Present("RIDER-1").Expect("StartTransaction").Expect("MeterValues").Do(() => Off(c, -2))
        .Call("TriggerMessage", """{"requestedMessage":"Heartbeat"}""").Answered("status=Accepted").Expect("Heartbeat").Advance(5).Expect("MeterValues").Expect("MeterValues"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Complies("session", "A clock set back leaves no stop before its start.")]
    public void Clock_SetBackInATransaction_TheStopIsNoEarlierThanItsStart(bool cut) => Play(c =>
    {
        c.Booted().Plug().Present("RIDER-1").Expect("StartTransaction");
        DateTime start = Time(c.Got);
        c.Advance(90).Do(() => Off(c, -2)).Call("TriggerMessage", """{"requestedMessage":"Heartbeat"}""").Answered("status=Accepted").Expect("Heartbeat").Advance(90);
        if (cut) c.CutPower().Advance(5).PowerOn();
        else c.PressStop();
        c.Expect("StopTransaction");
        c.Check(Time(c.Got) >= start, $"start {start:O}, stop {Time(c.Got):O}");
    });

    [Fact]
    public void Clock_SetForwardThenBackWhileStartIsUnsent_TheStopIsNoEarlier() => Play(c =>
    {
        c.Booted().Configure("AllowOfflineTxForUnknownId", "true").CutPower().CutLink().Advance(10).PowerOn().Advance(60).Plug().Present("RIDER-1").ExpectCurrent(true).Advance(100)
            .RestoreLink().Expect("StartTransaction");
        DateTime start = Time(c.Got);
        c.Do(() => Off(c, -2)).Call("TriggerMessage", """{"requestedMessage":"Heartbeat"}""").Answered("status=Accepted").Expect("Heartbeat").Advance(1).PressStop().Expect("StopTransaction");
        c.Check(Time(c.Got) >= start, $"start {start:O}, stop {Time(c.Got):O}");
    });
}
