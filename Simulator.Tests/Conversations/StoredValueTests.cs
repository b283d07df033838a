using System.Globalization;
using System.Text.Json.Nodes;

namespace Simulator.Tests.Conversations;

/// <summary>Values that wait for their StopTransaction, and times of boots in which the clock was never set (rules 25 and 30).</summary>
public sealed class StoredValueTests
{
    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    private static DateTime Time(JsonNode of) => DateTime.Parse((string)of["timestamp"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    private static DateTime[] Times(Conversation c) => [.. c.Got["transactionData"]!.AsArray().Select(v => Time(v!))];

    [Fact]
    [Complies("meter values", "A stop with too many values keeps the first, the last and even steps between.")]
    public void StopTransaction_MoreValuesThanAllowed_Rule30_KeepsFirstAndLastAndEvenStepsBetween() => Play(c =>
    {
        c.Booted().Configure("StopTxnSampledData", "Energy.Active.Import.Register,Voltage").Configure("MeterValueSampleInterval", "10").Configure("StopTransactionMaxMeterValues", "4")
            .Plug().Present("RIDER-1").Expect("StartTransaction");
        DateTime start = Time(c.Got);
        c.Advance(105).PressStop().Expect("StopTransaction");
        int[] seconds = [.. Times(c).Select(t => (int)Math.Round((t - start).TotalSeconds))];
        c.Check(seconds.SequenceEqual([0, 40, 80, 105]), string.Join(' ', seconds));
        string[] measurands = [.. c.Got["transactionData"]![0]!["sampledValue"]!.AsArray().Select(v => (string)v!["measurand"]!)];
        c.Check(measurands.SequenceEqual(["Energy.Active.Import.Register", "Voltage"]), string.Join(' ', measurands));
    });

    [Fact]
    public void StopTransaction_ValuesWantedAtTheStopAlone_Rule30_NoMeterValuesGoBefore() => Play(c => c
        .Booted().Configure("MeterValuesSampledData", "").Configure("StopTxnSampledData", "Voltage").Configure("MeterValueSampleInterval", "10")
        .Plug().Present("RIDER-1").Expect("StartTransaction").ExpectNone("MeterValues", 35).PressStop().Expect("StopTransaction", "transactionData.2.sampledValue.0.measurand=Voltage"));

    [Fact]
    public void StopTransaction_ClockAlignedData_Rule30_CarriesItsContext() => Play(c => c
        .Booted().Configure("StopTxnAlignedData", "Voltage").Configure("ClockAlignedDataInterval", "60")
        .Plug().Present("RIDER-1").Expect("StartTransaction").Advance(130).PressStop()
        .Expect("StopTransaction", "transactionData.1.sampledValue.0.context=Sample.Clock"));

    [Fact]
    public void StopTransaction_AfterALongOutageAndAPowerCut_Rule30_StillHasItsFirstAndLastValue() => Play(c =>
    {
        c.Booted().Configure("AllowOfflineTxForUnknownId", "true").Configure("StopTxnSampledData", "Energy.Active.Import.Register").Configure("MeterValueSampleInterval", "10")
            .Plug().Present("RIDER-1").Expect("StartTransaction");
        DateTime start = Time(c.Got);
        // More than the log keeps of what is done: it is copied to its other file on the way, and again after the cut.
        c.Advance(4000).CutLink().Advance(600).CutPower().Advance(30).PowerOn().Advance(30).RestoreLink().Expect("StopTransaction", "reason=PowerLoss");
        DateTime[] times = Times(c);
        c.Check(times.Length == 4 && Math.Round((times[0] - start).TotalSeconds) == 0 && Math.Round((times[3] - start).TotalSeconds) is >= 4590 and <= 4600, string.Join(' ', times.Select(t => (t - start).TotalSeconds)));
    });

    [Fact]
    [Complies("reservation", "StartTransaction carries the reservation's id, 0 too.")]
    public void StartTransaction_ReservationZero_Rule25_IsCarried() => Stage.Play(Who.Firmware, c => c
        .PowerOn().ExpectStatus(1, "Available")
        .Call("ReserveNow", """{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z","idTag":"R-1","reservationId":0}""").Answered("status=Accepted")
        .ExpectStatus(1, "Reserved").Plug().Present("R-1").Expect("StartTransaction", "reservationId=0"));

    [Fact]
    public void Offline_BootWithoutAClockThenOneWithIt_Rule25_TheEarlierEndsBeforeTheLaterBegan() => Play(c =>
    {
        c.Booted().Configure("AllowOfflineTxForUnknownId", "true").CutPower().CutLink().Advance(10)
            .PowerOn().Advance(20).Plug().Present("RIDER-1").ExpectCurrent(true).Advance(100).PressStop().Advance(5).Unplug().Advance(5).CutPower().Advance(10);
        ((CentralInMemory)c.Central).Model.Session.FallsOver = (action, _) => action == "StartTransaction";
        DateTime booted = new DateTime(2026, 1, 5, 6, 0, 1, DateTimeKind.Utc).AddMilliseconds(c.Charger.NowMs);
        c.PowerOn().RestoreLink().Expect("BootNotification").Advance(300).Plug().Present("RIDER-2").ExpectCurrent(true).Advance(100);
        ((CentralInMemory)c.Central).Model.Session.FallsOver = (_, _) => false;
        c.Advance(120).Expect("StopTransaction");
        c.Check(Time(c.Got) <= booted, $"{Time(c.Got):HH:mm:ss}, the later boot began at {booted:HH:mm:ss}");
    });

    [Theory]
    [InlineData(20, 20)]
    [InlineData(20, 600)]
    [InlineData(600, 20)]
    public void Offline_TwoBootsWithoutAClock_Rule25_KeepOrderAndDistances(int first, int second) => Play(c =>
    {
        c.Booted().Configure("AllowOfflineTxForUnknownId", "true").CutPower().CutLink().Advance(10);
        for (int boot = 0; boot < 2; boot++) c.PowerOn().Advance(boot == 0 ? first : second).Plug().Present("RIDER-1").ExpectCurrent(true).Advance(100).PressStop().Advance(5).Unplug().Advance(5).CutPower().Advance(10);
        DateTime booted = new DateTime(2026, 1, 5, 6, 0, 1, DateTimeKind.Utc).AddMilliseconds(c.Charger.NowMs);
        c.PowerOn().RestoreLink();
        List<DateTime> times = [];
        for (int boot = 0; boot < 2; boot++)
        {
            c.Expect("StartTransaction");
            times.Add(Time(c.Got));
            c.Expect("StopTransaction");
            times.Add(Time(c.Got));
        }
        string found = string.Join(' ', times.Select(t => t.ToString("HH:mm:ss", CultureInfo.InvariantCulture)));
        c.Check((times[1] - times[0]).TotalSeconds is > 98 and < 103 && (times[3] - times[2]).TotalSeconds is > 98 and < 103, found);
        c.Check((times[2] - times[1]).TotalSeconds > second - 2, found + $", the later boot lasted {second} s already when it began its transaction");
        c.Check(times[2] > times[1] && times[3] <= booted, found + $", the boot was at {booted:HH:mm:ss}");
    });
}
