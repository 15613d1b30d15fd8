import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { texts } from '../../texts/texts.ts';

/** How long Undo is offered, in milliseconds (ui.md §4.2). */
const OFFERED = 10_000;

/** Says that something was done, with the means to take it back, instead of a question before. */
export function tellWithUndo(message: string, undo: () => void): void {
  const id = notifications.show({
    withBorder: true,
    autoClose: OFFERED,
    closeButtonProps: { 'aria-label': texts.wishes.close },
    message: (
      <span className="row">
        <span className="grow">{message}</span>
        <Button
          size="sm"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {texts.wishes.undo}
        </Button>
      </span>
    ),
  });
}
