// The spots of a function at which it can be seen to go on or not: where it begins, each arm of a condition, and
// what follows anything that may branch away.
import binaryen from 'binaryen';

const { Block, Break, Drop, If, LocalSet, Loop, Return } = binaryen;
const { BlockId, BreakId, DropId, IfId, LocalSetId, LoopId, ReturnId, SwitchId, UnreachableId } = binaryen;

/** A spot: `mark(expression)` puts something before it, `cut()` ends the function there. */
export function spotsOf(module, func, { inside }) {
  const spots = [];
  const body = binaryen.Function.getBody(func);
  const wrapped = (mark, expression) => module.block(null, [mark, expression], binaryen.getExpressionType(expression));
  spots.push({
    mark: (mark) => binaryen.Function.setBody(func, module.block(null, [mark, binaryen.Function.getBody(func)], binaryen.auto)),
    cut: () => binaryen.Function.setBody(func, module.unreachable()),
  });
  /** Answers whether what follows `expression` may not be reached. */
  const walk = (expression) => {
    switch (expression && binaryen.getExpressionId(expression)) {
      case BlockId: {
        const children = Array.from({ length: Block.getNumChildren(expression) }, (_, index) => Block.getChildAt(expression, index));
        let branches = false;
        for (const child of children) {
          if (branches && binaryen.getExpressionId(child) !== UnreachableId) spots.push(inBlock(module, expression, child));
          branches = walk(child);
        }
        return true;
      }
      case IfId: {
        const [onTrue, onFalse] = [If.getIfTrue(expression), If.getIfFalse(expression)];
        walk(If.getCondition(expression));
        spots.push({
          mark: (mark) => If.setIfTrue(expression, wrapped(mark, onTrue)),
          cut: () => If.setIfTrue(expression, module.unreachable()),
        });
        walk(onTrue);
        if (onFalse) {
          spots.push({
            mark: (mark) => If.setIfFalse(expression, wrapped(mark, onFalse)),
            cut: () => If.setIfFalse(expression, module.unreachable()),
          });
          walk(onFalse);
        }
        return true;
      }
      case LoopId:
        walk(Loop.getBody(expression));
        return true;
      case BreakId:
        walk(Break.getValue(expression));
        return true;
      case SwitchId:
        return true;
      case ReturnId:
        walk(Return.getValue(expression));
        return true;
      case LocalSetId:
        return walk(LocalSet.getValue(expression));
      case DropId:
        return walk(Drop.getValue(expression));
      default:
        return false;
    }
  };
  if (inside) walk(body);
  return spots;
}

function inBlock(module, block, child) {
  const place = () => Array.from({ length: Block.getNumChildren(block) }, (_, index) => Block.getChildAt(block, index)).indexOf(child);
  return {
    mark: (mark) => Block.insertChildAt(block, place(), mark),
    cut() {
      const at = place();
      // A spot before this one may have been cut already, and this one with it.
      if (at < 0) return;
      while (Block.getNumChildren(block) > at + 1) Block.removeChildAt(block, Block.getNumChildren(block) - 1);
      Block.setChildAt(block, at, module.unreachable());
    },
  };
}
