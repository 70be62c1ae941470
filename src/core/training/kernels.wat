;; The loops over all parameters, four fp32 lanes at a time. Addresses are in bytes and multiples of 16,
;; counts are multiples of 4.
(module
  (memory (export "memory") 0 65536)

  ;; AdamW (Loshchilov, Hutter 2019): $decay = 1 - lr * weight decay, $rate = lr / (1 - beta1^t),
  ;; $correction = 1 / sqrt(1 - beta2^t), $rest1 = 1 - beta1 and $rest2 = 1 - beta2, rounded after the subtraction;
  ;; gradients are multiplied by $scale first.
  (func (export "adamw")
    (param $p i32) (param $g i32) (param $m i32) (param $v i32) (param $count i32)
    (param $beta1 f32) (param $rest1 f32) (param $beta2 f32) (param $rest2 f32) (param $epsilon f32)
    (param $decay f32) (param $rate f32) (param $correction f32) (param $scale f32)
    (local $end i32) (local $grad v128) (local $mean v128) (local $square v128)
    (local $b1 v128) (local $b2 v128) (local $c1 v128) (local $c2 v128)
    (local $eps v128) (local $keep v128) (local $lr v128) (local $fix v128) (local $s v128)
    (local.set $b1 (f32x4.splat (local.get $beta1)))
    (local.set $b2 (f32x4.splat (local.get $beta2)))
    (local.set $c1 (f32x4.splat (local.get $rest1)))
    (local.set $c2 (f32x4.splat (local.get $rest2)))
    (local.set $eps (f32x4.splat (local.get $epsilon)))
    (local.set $keep (f32x4.splat (local.get $decay)))
    (local.set $lr (f32x4.splat (local.get $rate)))
    (local.set $fix (f32x4.splat (local.get $correction)))
    (local.set $s (f32x4.splat (local.get $scale)))
    (local.set $end (i32.add (local.get $p) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $p) (local.get $end)))
        (local.set $grad (f32x4.mul (v128.load (local.get $g)) (local.get $s)))
        (local.set $mean
          (f32x4.add
            (f32x4.mul (v128.load (local.get $m)) (local.get $b1))
            (f32x4.mul (local.get $grad) (local.get $c1))))
        (local.set $square
          (f32x4.add
            (f32x4.mul (v128.load (local.get $v)) (local.get $b2))
            (f32x4.mul (f32x4.mul (local.get $grad) (local.get $grad)) (local.get $c2))))
        (v128.store (local.get $m) (local.get $mean))
        (v128.store (local.get $v) (local.get $square))
        (v128.store (local.get $p)
          (f32x4.sub
            (f32x4.mul (v128.load (local.get $p)) (local.get $keep))
            (f32x4.div
              (f32x4.mul (local.get $lr) (local.get $mean))
              (f32x4.add (f32x4.mul (f32x4.sqrt (local.get $square)) (local.get $fix)) (local.get $eps)))))
        (local.set $p (i32.add (local.get $p) (i32.const 16)))
        (local.set $g (i32.add (local.get $g) (i32.const 16)))
        (local.set $m (i32.add (local.get $m) (i32.const 16)))
        (local.set $v (i32.add (local.get $v) (i32.const 16)))
        (br $next))))

  ;; The sum of squares, accumulated in fp64.
  (func (export "sum_of_squares") (param $x i32) (param $count i32) (result f64)
    (local $end i32) (local $four v128) (local $two v128) (local $low v128) (local $high v128)
    (local.set $end (i32.add (local.get $x) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $x) (local.get $end)))
        (local.set $four (v128.load (local.get $x)))
        (local.set $two (f64x2.promote_low_f32x4 (local.get $four)))
        (local.set $low (f64x2.add (local.get $low) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two
          (f64x2.promote_low_f32x4
            (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $four) (local.get $four))))
        (local.set $high (f64x2.add (local.get $high) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $x (i32.add (local.get $x) (i32.const 16)))
        (br $next)))
    (local.set $low (f64x2.add (local.get $low) (local.get $high)))
    (f64.add (f64x2.extract_lane 0 (local.get $low)) (f64x2.extract_lane 1 (local.get $low))))

  ;; Fills a dropout mask: $keep where a random uint32 is at least $threshold, else 0. $state holds four
  ;; generators of 128 bits each (Marsaglia 2003, xorshift128), one a lane, as x0..x3 y0..y3 z0..z3 w0..w3.
  (func (export "dropout_mask") (param $to i32) (param $count i32) (param $state i32) (param $threshold i32) (param $keep f32)
    (local $end i32) (local $x v128) (local $y v128) (local $z v128) (local $w v128) (local $t v128)
    (local $limit v128) (local $value v128)
    (local.set $x (v128.load (local.get $state)))
    (local.set $y (v128.load offset=16 (local.get $state)))
    (local.set $z (v128.load offset=32 (local.get $state)))
    (local.set $w (v128.load offset=48 (local.get $state)))
    (local.set $limit (i32x4.splat (local.get $threshold)))
    (local.set $value (f32x4.splat (local.get $keep)))
    (local.set $end (i32.add (local.get $to) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $to) (local.get $end)))
        (local.set $t (v128.xor (local.get $x) (i32x4.shl (local.get $x) (i32.const 11))))
        (local.set $x (local.get $y))
        (local.set $y (local.get $z))
        (local.set $z (local.get $w))
        (local.set $w
          (v128.xor
            (v128.xor (local.get $w) (i32x4.shr_u (local.get $w) (i32.const 19)))
            (v128.xor (local.get $t) (i32x4.shr_u (local.get $t) (i32.const 8)))))
        (v128.store (local.get $to)
          (v128.and (local.get $value) (i32x4.ge_u (local.get $w) (local.get $limit))))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (br $next)))
    (v128.store (local.get $state) (local.get $x))
    (v128.store offset=16 (local.get $state) (local.get $y))
    (v128.store offset=32 (local.get $state) (local.get $z))
    (v128.store offset=48 (local.get $state) (local.get $w))))
