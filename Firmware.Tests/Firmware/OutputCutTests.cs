using System;
using Charger.Can;
using Charger.Runtime;
using nanoFramework.TestFramework;

namespace Firmware.Tests.FirmwareRoom
{
    /// <summary>Switching the output off without the charging control: what is done, how often, and which reserved memory is released for it.</summary>
    [TestClass]
    public class OutputCutTests
    {
        [TestMethod]
        public void OutputCut_NoFailure_DoesEachStepOnceAndReleasesOneReserve()
        {
            FirmwareRig rig = new FirmwareRig();
            Parts parts = new Parts { High = true };
            OutputCut cut = Of(rig, parts, parts);
            Assert.IsTrue(cut.Reserve.Length > 900 && cut.Reserve.Length < 2400, "about what the way needs, which `stack` computes");
            Assert.IsTrue(cut.IsOff);
            cut.CutAlone();
            Same("writes 1 stops 1 failures 0 due 3 held yes", parts, cut, rig);
            Assert.IsFalse(parts.High);
            Assert.IsNull(cut.Reserve);
            Assert.IsTrue(HasLines(rig), "the log stays where there was room");
            cut = Of(rig, null, null);
            cut.CutAlone();
            Assert.AreEqual(0, cut.Failures);
            Assert.IsFalse(rig.Firmware.Control.Leaving);
            cut.Leave();
            Assert.IsTrue(rig.Firmware.Control.Leaving);
        }

        [TestMethod]
        public void OutputCut_EveryStepFails_ReleasesTheLogAndTries12Times()
        {
            FirmwareRig rig = new FirmwareRig();
            Parts parts = new Parts { Broken = int.MaxValue };
            OutputCut cut = Of(rig, parts, null);
            cut.Cut();
            Same("writes 12 stops 0 failures 1 due 3 held yes", parts, cut, rig);
            Assert.IsFalse(HasLines(rig));
        }

        [TestMethod]
        public void CutAlone_ControllerFailsOnce_GivesTheLogThen()
        {
            for (int broken = 1; broken <= 2; broken++) CutWithFailures(broken);
        }

        [TestMethod]
        public void KeepReserve_AfterACut_MakesReserveAndLogAnewOnce()
        {
            FirmwareRig rig = new FirmwareRig();
            OutputCut cut = Of(rig, null, null);
            byte[] first = cut.Reserve;
            cut.KeepReserve();
            Assert.AreSame(first, cut.Reserve);
            cut.Cut();
            cut.GiveAll();
            cut.KeepReserve();
            Assert.AreEqual(first.Length, cut.Reserve.Length);
            rig.Firmware.Log.Write(LogLevel.Error, LogSection.System, "x");
            Assert.IsTrue(HasLines(rig));
        }

        // A method of its own, so that a board's heap holds one composition at a time.
        private static void CutWithFailures(int broken)
        {
            FirmwareRig rig = new FirmwareRig();
            Parts parts = new Parts { Broken = broken };
            OutputCut cut = Of(rig, null, parts);
            cut.CutAlone();
            Same("writes 0 stops " + (broken + 1) + " failures 0 due 3 held yes", parts, cut, rig);
            Assert.IsFalse(HasLines(rig));
        }

        private static OutputCut Of(FirmwareRig rig, IOutputPin pin, ICanController chip)
        {
            rig.Run(100);
            return new OutputCut(pin, rig.Firmware.ModuleBus, rig.Firmware.Control, chip, rig.Firmware.Log);
        }

        private static bool HasLines(FirmwareRig rig)
        {
            Log log = rig.Firmware.Log;
            return log.TryRead(log.NextLine - 1, new byte[Log.LongestLine]) > 0;
        }

        private static void Same(string expected, Parts parts, OutputCut cut, FirmwareRig rig)
        {
            bool held = !rig.Firmware.ModuleBus.TrySend(ModuleProtocol.ControlId, new byte[8], true);
            string done = "writes " + parts.Writes + " stops " + parts.Stops + " failures " + cut.Failures + " due " + rig.Firmware.ModuleBus.StopsDue + " held " + (held ? "yes" : "no");
            Assert.AreEqual(expected, done);
        }

        /// <summary>A contactor pin and a controller whose first uses fail because memory is exhausted.</summary>
        private sealed class Parts : SilentControllers, IOutputPin
        {
            public int Broken;
            public int Writes;
            public int Stops;
            public bool High;

            public void Write(bool high)
            {
                Writes++;
                if (Broken-- > 0) throw new OutOfMemoryException();
                High = high;
            }

            public override void SendStop()
            {
                Stops++;
                if (Broken-- > 0) throw new OutOfMemoryException();
            }
        }
    }
}
