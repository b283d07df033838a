using nanoFramework.TestFramework;
using Ocpp.Client;

namespace Firmware.Tests.Ocpp
{
    /// <summary>When a transaction begins and ends, also while flash refuses.</summary>
    [TestClass]
    public class TransactionControlTests
    {
        [TestMethod]
        public void Present_OfAnIdThatCannotBegin_SaysWhy()
        {
            Rig rig = new Rig().Boot();
            Same("an id has 1 to 20 characters", rig.Point.RequestStart(null, false));
            Same("an id has 1 to 20 characters", rig.Point.RequestStart("", false));
            Same("an id has 1 to 20 characters", rig.Point.RequestStart(Log.Tag(21), false));
            rig.In.FaultStops = true;
            rig.In.FaultVendorCode = "E5";
            rig.In.FaultInfo = "hot";
            Same("the connector is faulted, E5: hot", rig.Point.RequestStart("TAG", false));
            rig.In.FaultStops = false;
            rig.Call("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Inoperative\"}");
            Same("the connector is unavailable", rig.Point.RequestStart("TAG", false));
            rig.Call("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Operative\"}");
            Check.False(rig.Point.Transactions.Authorized || rig.Point.Transactions.Preparing);
            Same(null, rig.Point.RequestStart(Log.Tag(20), false));
            Check.True(rig.Point.Transactions.Authorized && rig.Point.Transactions.Preparing);
            rig.In.Plugged = true;
            rig.Run(1000);
            Check.False(rig.Point.Transactions.Authorized || rig.Point.Transactions.Preparing);
            Same("transaction 1 of another id is running", rig.Point.RequestStart("OTHER", false));
            rig.Flash.Left = 0;
            // Its own id ends it, in either letter case.
            Same(null, rig.Point.RequestStart(Log.Tag(20).ToUpper(), false));
            Check.False(rig.Point.Transactions.Running);
            Same("the last transaction is still being stored", rig.Point.RequestStart("TAG", false));
            rig.Flash.Repair();
            rig.Run(2000);
            Same("Available Unavailable Available S3207 Charging E4267 Finishing ", rig.Trail);
        }

        [TestMethod]
        public void Present_ToBeAskedAbout_WaitsForTheAnswer()
        {
            Rig rig = new Rig().Boot();
            rig.In.Plugged = true;
            Same(null, rig.Point.RequestStart("TAG", true));
            Check.True(rig.Point.Transactions.Preparing && !rig.Point.Transactions.Authorized);
            Check.True(rig.Point.Transactions.WaitsForAnother("OTHER") && !rig.Point.Transactions.WaitsForAnother("tag"));
            rig.Run(1000);
            Check.True(rig.Point.Transactions.Running && !rig.Point.Transactions.WaitsForAnother("OTHER"));
            Check.True(rig.Point.RequestStop("Local"));
            rig.Run(1000);
            rig.Authorization = "Blocked";
            Same(null, rig.Point.RequestStart("TAG", true));
            rig.Run(1000);
            Check.False(rig.Point.Transactions.Running || rig.Point.Transactions.Preparing);
            Same("Available S3027 Charging E4007 Finishing ", rig.Trail);
        }

        [TestMethod]
        public void Accepted_WithoutAPlug_IsForgottenAfterItsTime()
        {
            Rig rig = new Rig().Boot().Run(0);
            Same(null, rig.Point.RequestStart("TAG", false));
            Check.True(rig.Point.Transactions.WaitsForAnother("OTHER") && !rig.Point.Transactions.WaitsForAnother("tag"));
            rig.Run(59_999);
            Check.True(rig.Point.Transactions.Authorized);
            rig.Run(1);
            rig.Run(0);
            Check.False(rig.Point.Transactions.Authorized);
            Check.True(rig.Told.Lines.EndsWith("id 'TAG': nothing was plugged in within 60 s"));
            Check.False(rig.Point.Transactions.Finishing);
            // The end of a fault in time lets it begin.
            Same(null, rig.Point.RequestStart("TAG", false));
            rig.Run(50_000);
            rig.In.FaultStops = true;
            rig.In.Plugged = true;
            rig.Run(9_000);
            Check.True(rig.Point.Transactions.Authorized && !rig.Point.Transactions.Running);
            rig.In.FaultStops = false;
            rig.Run(1000);
            Check.True(rig.Point.Transactions.Running);
        }

        /// <summary>Who presented it may be gone: neither that vehicle nor the next one charges on his account.</summary>
        [TestMethod]
        public void Accepted_PluggedDuringALongFault_Rule52_IsForgottenAndFinishes()
        {
            Rig rig = new Rig().Boot().Run(0);
            Same(null, rig.Point.RequestStart("TAG", false));
            rig.Run(50_000);
            rig.In.FaultStops = true;
            rig.In.Plugged = true;
            rig.Run(9_999);
            Check.True(rig.Point.Transactions.Authorized);
            rig.Run(1);
            rig.Run(0);
            Check.True(!rig.Point.Transactions.Authorized && rig.Point.Transactions.Finishing);
            Check.True(rig.Told.Lines.EndsWith("id 'TAG': no transaction could begin within 60 s"));
            rig.In.FaultStops = false;
            rig.Run(5000);
            rig.In.Plugged = false;
            rig.Run(5000);
            rig.In.Plugged = true;
            rig.Run(5000);
            Check.False(rig.Point.Transactions.Running);
            Same("Available Preparing Faulted Finishing Available Preparing ", rig.Trail);
        }

        [TestMethod]
        public void Accepted_WhereFlashRefusesTheStart_IsTriedMoreSeldomAndWithdrawn()
        {
            Rig rig = new Rig().Boot();
            rig.Run(500);
            rig.Flash.Left = 0;
            rig.In.Plugged = true;
            Same(null, rig.Point.RequestStart("TAG", false));
            rig.Flash.Sizes = "";
            rig.Run(20_000);
            Check.True(rig.Point.Transactions.Authorized && !rig.Point.Outputs.EnergyPermitted);
            rig.Run(12_000);
            Check.False(rig.Point.Transactions.Authorized);
            rig.Flash.Repair();
            Check.False(rig.Point.Transactions.Running);
            // For the next transaction flash is tried at once.
            Same(null, rig.Point.RequestStart("TAG", false));
            rig.Run(0);
            Check.True(rig.Point.Transactions.Running && rig.Point.Transactions.Serial == 1);
        }

        [TestMethod]
        public void Start_AfterARefusal_IsTriedAfterASecond()
        {
            Rig rig = new Rig().Boot();
            rig.In.Plugged = true;
            rig.Flash.Left = 0;
            Same(null, rig.Point.RequestStart("TAG", false));
            rig.Run(500);
            rig.Flash.Repair();
            Same("S TAG 100 00:00:04.007|", rig.Run(2000).Sent);
        }

        [TestMethod]
        public void Begin_ThenEnd_SetsWhatTheChargerSees()
        {
            Rig rig = new Rig().Charge();
            ConnectorOutputs o = rig.Point.Outputs;
            Check.True(o.TransactionRunning && o.EnergyPermitted && o.TransactionSerial == 1);
            Same("1 TAG 100 ", rig.Point.Transactions.Serial + " " + rig.Point.Transactions.IdTag + " " + rig.Point.Transactions.MeterStartWh + " " + rig.Point.Transactions.ParentIdTag);
            Check.Null(rig.Point.Transactions.LastStop);
            Check.False(rig.Point.Transactions.Finishing);
            rig.In.RegisterWh = 180;
            Check.True(rig.Point.RequestStop("Remote"));
            Check.False(o.TransactionRunning || o.EnergyPermitted || rig.Point.Transactions.Running);
            Check.True(rig.Point.Transactions.Finishing && rig.Point.Transactions.IsStopStored);
            Check.False(rig.Point.RequestStop("Remote"));
            Same("E1.8=180TAG", LogFlash.Text(rig.Point.Transactions.LastStop));
            Same(null, rig.Point.RequestStart("A", false));
            rig.Run(0);
            Check.True(rig.Point.Transactions.Running && !rig.Point.Transactions.Finishing);
            Check.True(rig.Point.RequestStop("Remote"));
            rig.In.Plugged = false;
            rig.Run(1000);
            Check.False(rig.Point.Transactions.Finishing);
            // A transaction that ends without a vehicle leaves no status Finishing.
            rig.In.Plugged = true;
            Same(null, rig.Point.RequestStart("B", false));
            rig.Run(1000);
            rig.In.Plugged = false;
            Check.True(rig.Point.RequestStop("Remote"));
            Check.False(rig.Point.Transactions.Finishing);
            rig.Run(1000);
            Same("Available S3007 Charging E4007 S4007 E4027 Available S5007 Charging E6007 Available ", rig.Trail);
        }

        [TestMethod]
        public void Stop_ThatFlashRefuses_IsStoredWhenItTakesIt()
        {
            Rig rig = new Rig().Charge();
            rig.Flash.Left = 0;
            Check.True(rig.Point.RequestStop("HardReset"));
            Check.False(rig.Point.Transactions.IsStopStored);
            rig.Run(20_000);
            Check.False(rig.Point.Transactions.IsStopRefused);
            rig.Run(12_000);
            Check.True(rig.Point.Transactions.IsStopRefused);
            rig.Run(100_000);
            rig.Point.Transactions.TellLostStop();
            Check.True(rig.Told.Lines.EndsWith("its stop at 100 Wh (HardReset) is lost, the next start ends it at its last stored value: check the flash"));
            rig.Flash.Repair();
            rig.Run(60_000);
            Check.True(rig.Point.Transactions.IsStopStored && !rig.Point.Transactions.IsStopRefused);
            Same("Available S3007 Charging Faulted E186087 Finishing ", rig.Trail);
        }

        [TestMethod]
        public void Start_OfAnIdThatIsNotValid_EndsOrGoesWithoutEnergy()
        {
            Rig rig = new Rig();
            rig.Replies = "I";
            rig.Charge();
            Check.False(rig.Point.Transactions.Running);
            Same("Available S3007 E3027 Preparing Finishing ", rig.TakeTrail());
            Check.True(rig.Told.Lines.IndexOf("W the central system does not accept id 'TAG' of transaction 1: Invalid") > 0);
            // StopTransactionOnInvalidId false: the transaction goes on without energy.
            rig = new Rig();
            rig.Keys.Set("StopTransactionOnInvalidId", "false");
            rig.Replies = "I";
            rig.Charge();
            Check.True(rig.Point.Transactions.Running && !rig.Point.Outputs.EnergyPermitted);
            // MaxEnergyOnInvalidId: it may draw that much.
            rig = new Rig();
            rig.Keys.Set("MaxEnergyOnInvalidId", "50");
            rig.Replies = "I";
            rig.Charge();
            rig.In.RegisterWh = 149;
            rig.Run(3000);
            Check.True(rig.Point.Transactions.Running && rig.Point.Outputs.EnergyPermitted);
            rig.In.RegisterWh = 150;
            rig.Run(3000);
            Check.False(rig.Point.Transactions.Running);
            // The next transaction has another id, which is valid.
            Same(null, rig.Point.RequestStart("NEXT", false));
            rig.In.RegisterWh = 1000;
            rig.Run(3000);
            rig.In.RegisterWh = 2000;
            rig.Run(3000);
            Check.True(rig.Point.Transactions.Running && rig.Point.Outputs.EnergyPermitted);
            Same("Available S3007 Charging E7007 Finishing Preparing S10027 Charging ", rig.TakeTrail());
        }

        [TestMethod]
        public void Charger_ThatEndsATransaction_EndsItsOwnAlone()
        {
            Rig rig = new Rig().Charge();
            rig.In.EndedSerial = 9;
            rig.In.EndedReason = "EmergencyStop";
            rig.Run(1000);
            Check.True(rig.Point.Transactions.Running);
            rig.In.EndedSerial = 1;
            rig.In.EndedReason = null;
            rig.Run(1000);
            Check.True(rig.Point.Transactions.Running);
            rig.In.EndedReason = "EmergencyStop";
            rig.Run(1000);
            Check.False(rig.Point.Transactions.Running);
            Same("S TAG 100 00:00:03.007|E 1001 TAG 100 EmergencyStop 00:00:06.007|", rig.Sent);
        }

        [TestMethod]
        public void Vehicle_ThatLeaves_EndsItAfterFiveSeconds()
        {
            Rig rig = new Rig().Charge();
            rig.Run(700);
            rig.In.Plugged = false;
            rig.Run(4900);
            rig.In.Plugged = true;
            rig.Run(300);
            rig.In.Plugged = false;
            rig.Run(6000);
            Check.False(rig.Point.Transactions.Running);
            Same("S TAG 100 00:00:03.007|E 1001 TAG 100 EVDisconnected 00:00:14.907|", rig.Sent);
            // In a second transaction the five seconds count anew.
            rig.In.Plugged = true;
            Same(null, rig.Point.RequestStart("B", false));
            rig.Run(3000);
            Check.True(rig.Point.Transactions.Running);
        }

        [TestMethod]
        public void Vehicle_ThatLeaves_MayComeBackWhereThatIsSet()
        {
            Rig rig = new Rig();
            rig.Keys.Set("StopTransactionOnEVSideDisconnect", "false");
            rig.Keys.Set("MeterValueSampleInterval", "7");
            rig.Charge();
            ConnectorOutputs o = rig.Point.Outputs;
            Leave(rig);
            Check.True(rig.Point.Transactions.Running && rig.Point.Transactions.Disconnected && !o.EnergyPermitted);
            rig.In.Plugged = true;
            rig.Run(2000);
            Check.False(o.EnergyPermitted);
            Same(null, rig.Point.RequestStart("tag", false));
            Check.True(o.EnergyPermitted && !rig.Point.Transactions.Disconnected);
            Check.Same(1 + ConnectorOutputs.NextPermit, o.TransactionSerial);
            rig.Run(10_000);
            Check.True(rig.Point.Transactions.Running && !rig.Point.Transactions.Disconnected);
            // The next time nobody presents the id again.
            Leave(rig);
            long left = rig.Now;
            Check.True(rig.Point.Transactions.Disconnected);
            rig.Run(59_000);
            Check.True(rig.Point.Transactions.Running);
            rig.Run(2000);
            Check.False(rig.Point.Transactions.Running || rig.Point.Transactions.Disconnected);
            Same("26047 Available S3007 Charging SuspendedEV M10007 Charging M17007 M24007 SuspendedEV M31007 M38007 M45007 M52007 M59007 M66007 M73007 M80007 E86027 Available ", left + " " + rig.Trail);
        }

        [TestMethod]
        public void Vehicle_ThatHasLeft_DoesNotGoOnWithoutPlugOrWithAFault()
        {
            for (int way = 0; way < 3; way++)
            {
                Rig rig = new Rig();
                rig.Keys.Set("StopTransactionOnEVSideDisconnect", "false");
                rig.Keys.Set("StopTransactionOnInvalidId", "false");
                rig.Keys.Set("MaxEnergyOnInvalidId", "50");
                if (way == 2) rig.Replies = "I";
                rig.Charge();
                Leave(rig);
                rig.In.Plugged = way > 0;
                rig.In.FaultStops = way == 1;
                Same(null, rig.Point.RequestStart("TAG", false));
                // A transaction whose id is not valid goes on without energy.
                Check.Same(way == 2, rig.Point.Transactions.Running);
                Check.False(rig.Point.Outputs.EnergyPermitted);
            }
        }

        private static void Leave(Rig rig)
        {
            rig.In.Plugged = false;
            rig.Run(5020);
        }

        private static void Same(string expected, string found) => Check.Same(expected, found);
    }
}
