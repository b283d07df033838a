namespace Charger.Can
{
    /// <summary>
    /// When the output may come on again (charger-protocol.md, "Decisions"): starts after a trip of condition 8, after the
    /// module's own OFF or an alarm that stands for it are counted, and three in 10 minutes allow no fourth; after any other end of the output but the
    /// transaction's own, pauses of 2, 4, 8 up to 30 s, any number of times.
    /// </summary>
    public sealed class StartPolicy
    {
        private const int WithinMs = 600_000;
        private const int FirstPauseMs = 2_000;

        /// <summary>The longest pause; a start that lasts at least this long makes the next pause the shortest again.</summary>
        private const int LongestPauseMs = 30_000;

        // The last three counted starts, the newest first; -1 for none.
        private long _newestMs = -1;
        private long _secondMs = -1;
        private long _thirdMs = -1;

        private bool _counted;
        private int _pauseMs;
        private long _notBeforeMs;
        private long _ownOffMs = -1;

        /// <summary>When START was sent, until the next STOP; -1 for none.</summary>
        public long StartedMs = -1;

        /// <summary>The start-up sequence may begin: the pause is over and, after the module's own OFF, its alarms were read again and are clear.</summary>
        public bool Allows(long nowMs, ModuleReadings r)
        {
            if (nowMs < _notBeforeMs) return false;
            if (_ownOffMs < 0) return true;
            if (r.AlarmsMs <= _ownOffMs || (r.Alarms & ModuleProtocol.TrippingAlarms) != 0) return false;
            _ownOffMs = -1;
            return true;
        }

        /// <summary>START has gone out.</summary>
        public void Start(long nowMs)
        {
            StartedMs = nowMs;
            if (!_counted) return;
            _counted = false;
            _thirdMs = _secondMs;
            _secondMs = _newestMs;
            _newestMs = nowMs;
        }

        /// <summary>The output went off. True when it must not come on again: the third counted start within 10 minutes has failed too.</summary>
        /// <param name="tripped">Condition 8 has tripped, a measured value was above its limit when another condition tripped, or the module reports its own fault.</param>
        /// <param name="ownOff">The module has switched itself off.</param>
        public bool Stop(int conditions, bool tripped, bool ownOff, long nowMs)
        {
            const int own = GateConditions.Transaction | GateConditions.Plugged;
            bool lasted = nowMs - StartedMs >= LongestPauseMs;
            StartedMs = -1;
            if (ownOff)
            {
                _ownOffMs = nowMs;
                _notBeforeMs = nowMs + FirstPauseMs;
            }
            if (tripped || ownOff)
            {
                _counted = true;
                return _thirdMs >= 0 && nowMs - _thirdMs <= WithinMs;
            }
            if ((conditions & own) != own) return false;
            _pauseMs = lasted || _pauseMs == 0 ? FirstPauseMs : _pauseMs * 2;
            if (_pauseMs > LongestPauseMs) _pauseMs = LongestPauseMs;
            _notBeforeMs = nowMs + _pauseMs;
            return false;
        }

        /// <summary>The counted starts are forgotten: unplugged, or cleared by hand, which ends the pause too.</summary>
        public void Forget(bool pauseToo)
        {
            if (pauseToo)
            {
                _pauseMs = 0;
                _notBeforeMs = 0;
            }
            _counted = false;
            _newestMs = -1;
            _secondMs = -1;
            _thirdMs = -1;
        }
    }
}
