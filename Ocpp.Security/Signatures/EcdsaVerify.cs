using Ocpp.Security.Arithmetic;

namespace Ocpp.Security.Signatures
{
    /// <summary>
    /// Checks an ECDSA signature on P-256 (FIPS 186-4 6.4) against a hash, in steps of one product: about 5,200. Heap: about
    /// 3.5 KB. Made for one signature and released.
    /// </summary>
    internal sealed class EcdsaVerify
    {
        private const int Entering = 0;
        private const int OnCurve = 1;
        private const int Inverting = 2;
        private const int First = 3;
        private const int Second = 4;
        private const int Multiplying = 5;
        private const int Compared = 6;
        private const int ComparedAgain = 7;
        private const int Done = 8;

        private readonly Montgomery _field = new Montgomery(CurveP256.Prime());
        private readonly Montgomery _order = new Montgomery(CurveP256.Order());
        private readonly FieldProgram _run;
        private readonly uint[] _form = CurveP256.PrimeForm();
        private readonly uint[] _hash = new uint[CurveP256.Words];
        private readonly uint[] _work = new uint[CurveP256.Words];
        private readonly uint[] _zz = new uint[CurveP256.Words];

        // x and y of the key, x and y of the base point, b of the curve: brought into Montgomery's form one after the other.
        private readonly uint[][] _entered = new uint[5][];
        private PointMultiplier _points;
        private ModularPower _power;
        private uint[] _r;
        private uint[] _s;
        private uint[] _u;
        private uint[] _v;
        private int _next;
        private int _stage;

        public EcdsaVerify()
        {
            _run = new FieldProgram(_field);
        }

        public bool IsGood { get; private set; }

        /// <param name="key">An uncompressed point of <see cref="CurveP256.PointBytes"/>.</param>
        /// <param name="hash">SHA-256 of what was signed.</param>
        /// <param name="r">Of the signature; kept, not copied, as s is.</param>
        public void Begin(byte[] key, int keyAt, byte[] hash, uint[] r, uint[] s)
        {
            IsGood = false;
            _r = r;
            _s = s;
            _stage = Done;
            if (key[keyAt] != 4 || !IsBelow(r, _order.Modulus) || !IsBelow(s, _order.Modulus)) return;
            _entered[0] = new uint[CurveP256.Words];
            _entered[1] = new uint[CurveP256.Words];
            BigWords.Read(key, keyAt + 1, CurveP256.Bytes, _entered[0]);
            BigWords.Read(key, keyAt + 1 + CurveP256.Bytes, CurveP256.Bytes, _entered[1]);
            if (BigWords.Compare(_entered[0], _field.Modulus) >= 0 || BigWords.Compare(_entered[1], _field.Modulus) >= 0) return;
            BigWords.Read(hash, 0, CurveP256.Bytes, _hash);
            if (BigWords.Compare(_hash, _order.Modulus) >= 0) BigWords.Subtract(_hash, _order.Modulus, _hash);
            _entered[2] = CurveP256.BaseX();
            _entered[3] = CurveP256.BaseY();
            _entered[4] = CurveP256.B();
            _next = 0;
            _stage = Entering;
            _field.Begin(_entered[0], _form);
        }

        /// <summary>Does one step; true when it is done: <see cref="IsGood"/> has the result.</summary>
        public bool Step()
        {
            switch (_stage)
            {
                case Done: return true;
                case Entering:
                    if (_field.Step()) Enter();
                    return false;
                case OnCurve:
                    if (_run.Step()) Check();
                    return _stage == Done;
                case Inverting:
                    if (_power == null ? _order.Step() : _power.Step()) Invert();
                    return false;
                case First:
                case Second:
                    if (_order.Step()) Factor();
                    return false;
                case Multiplying:
                    if (_points.Step()) Compare();
                    return _stage == Done;
                default:
                    if (_field.Step()) CompareOn();
                    return _stage == Done;
            }
        }

        private static bool IsBelow(uint[] a, uint[] limit) => !BigWords.IsZero(a) && BigWords.Compare(a, limit) < 0;

        private void Enter()
        {
            _field.CopyTo(_entered[_next]);
            _next++;
            if (_next < _entered.Length)
            {
                _field.Begin(_entered[_next], _form);
                return;
            }
            BigWords.Copy(_entered[0], _run[FieldProgram.OtherX]);
            BigWords.Copy(_entered[1], _run[FieldProgram.OtherY]);
            BigWords.Copy(_entered[4], _run[FieldProgram.CurveB]);
            _run.Begin(FieldProgram.CurveEquation());
            _stage = OnCurve;
        }

        private void Check()
        {
            _stage = Done;
            if (BigWords.Compare(_run[3], _run[4]) != 0) return;
            _stage = Inverting;
            _order.Begin(_s, CurveP256.OrderForm());
        }

        // s to the power n - 2 is its inverse.
        private void Invert()
        {
            if (_power == null)
            {
                _order.CopyTo(_work);
                uint[] exponent = CurveP256.Order();
                exponent[0] -= 2;
                _power = new ModularPower(_order);
                _power.Begin(_work, _work, exponent);
                return;
            }
            _u = new uint[CurveP256.Words];
            _v = new uint[CurveP256.Words];
            _stage = First;
            _order.Begin(_hash, _power.Result);
        }

        private void Factor()
        {
            if (_stage == First)
            {
                _order.CopyTo(_u);
                _stage = Second;
                _order.Begin(_r, _power.Result);
                return;
            }
            _order.CopyTo(_v);
            _points = new PointMultiplier(_field, _run, _entered[2], _entered[3]);
            _points.Begin(_u, _v, _entered[0], _entered[1]);
            _stage = Multiplying;
        }

        // x of the sum is X / Z^2: instead of dividing, r Z^2 is compared with X, and so is (r + n) Z^2 where r + n is below the prime.
        private void Compare()
        {
            if (_points.IsInfinite)
            {
                _stage = Done;
                return;
            }
            _next = 0;
            _stage = Compared;
            _field.Begin(_run[FieldProgram.Z], _run[FieldProgram.Z]);
        }

        private void CompareOn()
        {
            if (_next == 0)
            {
                _field.CopyTo(_zz);
                _next = 1;
                _field.Begin(_r, _form);
            }
            else if (_next == 1)
            {
                _field.CopyTo(_work);
                _next = 2;
                _field.Begin(_work, _zz);
            }
            else
            {
                _field.CopyTo(_work);
                IsGood = BigWords.Compare(_work, _run[FieldProgram.X]) == 0;
                bool again = !IsGood && _stage == Compared && BigWords.Add(_r, _order.Modulus, _r) == 0 && BigWords.Compare(_r, _field.Modulus) < 0;
                _stage = again ? ComparedAgain : Done;
                _next = 1;
                if (again) _field.Begin(_r, _form);
            }
        }
    }
}
